# Debian packages that the engine needs, installed when missing. Sourced by run.sh and test.sh.
ENGINE_PACKAGES="libgtk-3-0 libdrm2 libatomic1 libegl1 libgl1-mesa-dri"
TEST_PACKAGES="chromium mosquitto"
# What the simulator is compared with; Debian 12 has it, and the comparison is skipped where it cannot be had.
COMPARED_PACKAGES="libmujoco2.2.2"
# What the scene network is compared with by "bench vision"; left out where it cannot be had.
PEER_PACKAGES="python3-torch python3-opencv"

missing_packages() {
  local missing="" name
  for name in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing="$missing $name"
  done
  printf '%s' "${missing# }"
}

install_packages() {
  command -v dpkg-query >/dev/null || return 0 # not Debian: the loader's own message must do
  local missing sudo=""
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "error: these Debian packages are missing: $missing. Install them with: apt-get install $missing" >&2
      exit 2
    fi
    sudo=sudo
  fi
  echo "Installing Debian packages: $missing" >&2
  # The names are a list on purpose.
  # shellcheck disable=SC2086
  if ! { $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends $missing; } >/dev/null; then
    echo "error: could not install: $missing. Install them by hand, then run this again." >&2
    exit 2
  fi
}
