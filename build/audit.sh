#!/usr/bin/env bash
# Fails when a package that is used, directly or not, has a known vulnerability, and when the registry can't tell.
set -euo pipefail
cd "$(dirname "$0")/.."

canary=$(mktemp -d)
trap 'rm -rf "$canary"' EXIT
is_vulnerable() { grep -q 'has the following vulnerable packages' <<<"$1"; }

# A registry that keeps no list of vulnerabilities calls everything clean: this one is known not to be.
cat > "$canary/canary.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="Newtonsoft.Json" Version="12.0.1" /></ItemGroup>
</Project>
PROJECT
dotnet restore "$canary" -v quiet
is_vulnerable "$(dotnet list "$canary" package --vulnerable)" || {
  echo "The package registry here doesn't know of vulnerabilities, so nothing can be said about ours." >&2
  exit 1
}

dotnet restore WebhookController.sln -v quiet
# The command itself succeeds whatever it finds.
report=$(dotnet list WebhookController.sln package --vulnerable --include-transitive)
echo "$report"
if is_vulnerable "$report"; then exit 1; fi
