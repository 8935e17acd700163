#!/usr/bin/env bash
# One launcher: installs what is missing, builds when the sources changed, runs a verb. Try: ./run.sh demo
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/build/packages.sh"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
if ! command -v dotnet >/dev/null; then
  echo "error: the .NET 10 SDK is not on PATH. See https://dotnet.microsoft.com/download" >&2
  exit 2
fi
install_packages $ENGINE_PACKAGES
if [ "${1-} ${2-}" = "bench vision" ]; then
  (install_packages $PEER_PACKAGES) 2>/dev/null || echo "PyTorch ($PEER_PACKAGES) cannot be installed here: the comparison with it is left out" >&2
fi
if [ "${1-} ${2-}" = "bench mqtt" ]; then
  (install_packages mosquitto) 2>/dev/null || echo "Mosquitto cannot be installed here: the comparison with it is left out" >&2
fi

out="$root/artifacts/bin/SurgicalAI.App/release_linux-x64"
stamp="$out/.built"
head=$(git -C "$root" rev-parse HEAD 2>/dev/null || echo none)
if [ ! -e "$stamp" ] || [ "$(cat "$stamp")" != "$head" ] ||
  [ -n "$(find "$root/src" "$root/sim" "$root/build" "$root"/Directory.* "$root/global.json" -newer "$stamp" -type f -print -quit)" ]; then
  echo "Building ..." >&2
  # One build at a time, so that two verbs started together do not write the same files.
  mkdir -p "$root/artifacts"
  exec 9>"$root/artifacts/.build.lock"
  flock 9
  if ! log=$(dotnet build "$root/src/SurgicalAI.App" -c Release -v q --nologo 2>&1); then
    printf '%s\n' "$log" >&2
    exit 1
  fi
  printf '%s' "$head" >"$stamp"
  exec 9>&-
fi
exec dotnet "$out/surgicalai.dll" "$@"
