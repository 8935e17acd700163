#!/usr/bin/env bash
# Builds everything and runs every test. Ends with "N passed, N failed"; exit code 1 when one failed.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/build/packages.sh"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
install_packages $ENGINE_PACKAGES $TEST_PACKAGES
(install_packages $COMPARED_PACKAGES) 2>/dev/null || echo "MuJoCo ($COMPARED_PACKAGES) cannot be installed here: the comparison with it is skipped" >&2
dotnet build "$root/SurgicalAI.sln" -c Release -v q --nologo || { echo "0 passed, 1 failed"; exit 1; }

passed=0 failed=0
for suite in SurgicalAI.Tests SurgicalAI.Tests.Native; do
  log=$(mktemp)
  echo "== $suite"
  dotnet "$root/artifacts/bin/$suite/release_linux-x64/$suite.dll" -noColor "$@" 2>&1 | tee "$log"
  # xunit's last line: "... Total: 10, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 1.2s"
  count() { grep -oE "$1: [0-9]+" "$log" | tail -1 | grep -oE '[0-9]+' || echo 0; }
  total=$(count Total) bad=$(($(count Failed) + $(count Errors))) skipped=$(count Skipped)
  [ "$total" -gt 0 ] || bad=1
  passed=$((passed + total - skipped - $(count Failed))) failed=$((failed + bad))
  rm -f "$log"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
