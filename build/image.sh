#!/usr/bin/env bash
# Builds the image for this machine, with the engine that is there.
set -euo pipefail
cd "$(dirname "$0")/.."

for engine in docker podman; do
  if command -v "$engine" >/dev/null && "$engine" info >/dev/null 2>&1; then
    exec "$engine" build --tag longhorn-backup-controller \
      --build-arg "REVISION=$(git rev-parse HEAD)" --build-arg "CREATED=$(date -u +%Y-%m-%dT%H:%M:%SZ)" .
  fi
done
echo "There is no container engine here: docker or podman must be installed, and running." >&2
exit 1
