#!/usr/bin/env bash
# publish.sh [ARCH] [FOLDER]: what the image holds, for amd64 or arm64; this machine's own without ARCH.
# Compiled ahead of time, so that it starts fast, and not trimmed: reading JSON and metrics by reflection would not survive that.
set -euo pipefail
cd "$(dirname "$0")/.."

arch=${1:-$(uname -m)}
folder=${2:-artifacts/publish}
case $arch in
  amd64 | x86_64) rid=linux-x64 ;;
  arm64 | aarch64) rid=linux-arm64 ;;
  *) echo "$arch is not an architecture of the image: use amd64 or arm64" >&2; exit 1 ;;
esac

rm -rf "$folder"
# Its own intermediate files: those of the build have no architecture.
dotnet publish src/WebhookController -c Release -r "$rid" --no-self-contained -o "$folder" \
  --artifacts-path "artifacts/publish-$rid" -v quiet --nologo \
  -p:PublishReadyToRun=true -p:PublishTrimmed=false -p:UseAppHost=false \
  -p:SatelliteResourceLanguages=en -p:PublishDocumentationFiles=false -p:StaticWebAssetsEnabled=false
