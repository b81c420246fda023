#!/usr/bin/env bash
# How long source files are: most under 100 lines, none over 300 (see CONTRIBUTING.md). Fails on a file over 300.
set -euo pipefail
cd "$(dirname "$0")/.."
find src -name '*.cs' -not -path '*/obj/*' -not -path '*/bin/*' -exec wc -l {} + \
  | awk '$2 != "total" { print $1, $2 }' | sort -n \
  | awk '{ lines[NR] = $1; name[NR] = $2; total += $1 }
         END {
           printf "%d files, %d lines, median %d, p95 %d, longest %d (%s)\n",
             NR, total, lines[int((NR + 1) / 2)], lines[int(NR * 0.95)], lines[NR], name[NR]
           if (lines[NR] > 300) exit 1
         }'
