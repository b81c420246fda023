#!/usr/bin/env bash
# version.sh VERSION: fails unless the program, the chart and the manifests are all of this version; prints it for a workflow.
set -euo pipefail
cd "$(dirname "$0")/.."

version=$1
check() { # check FILE LINE: the file must hold this line, blanks in front left aside
  grep -qE "^ *$(sed 's/[.]/\\./g' <<<"$2")$" "$1" || { echo "$1 doesn't say $2" >&2; exit 1; }
}
check Directory.Build.props "<Version>$version</Version>"
check deploy/chart/Chart.yaml "version: $version"
check deploy/chart/Chart.yaml "appVersion: $version"
check deploy/kustomize/kustomization.yaml "newTag: $version"
check deploy/kustomize/kustomization.yaml "app.kubernetes.io/version: $version"
check .pre-commit-hooks.yaml "entry: ghcr.io/vluwte/longhorn-backup-controller:$version lint"

echo "version=$version"
echo "created=$(date -u +%Y-%m-%dT%H:%M:%SZ)"
