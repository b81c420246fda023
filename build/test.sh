#!/usr/bin/env bash
# Runs every test project that is built and closes with one line that sums them up: "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")/.."
log=$(mktemp)
# The runner swallows what tests print; what one has to say even when it passes goes in here.
export TEST_NOTES=$(mktemp)
trap 'rm -f "$log" "$TEST_NOTES"' EXIT

dotnet test --solution WebhookController.sln --no-build -c "${1:-Release}" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

count() { awk -v key="$1:" '$1 == key { n += $2 } END { print n + 0 }' "$log"; }
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)

# A runner that died before its summary must not look like a clean run.
[ "$status" -ne 0 ] && [ "$failed" -eq 0 ] && failed=1
[ "$passed" -eq 0 ] && [ "$failed" -eq 0 ] && { echo "No test was run."; failed=1; status=1; }

# What a failed test says comes before everything its project printed: it is said again at the end, where a log is read first.
awk '/^[^ ]/ { inside = /^failed .*\(.+\)$/ } inside' "$log"
cat "$TEST_NOTES"
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
