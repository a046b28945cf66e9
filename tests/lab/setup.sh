#!/bin/sh
# usage: setup.sh DIR      (Debian 12 or 13 on amd64; no root needed)
# A real phone's adb daemon from nothing: AOSP's adbd, Android's shell (mksh) and toybox, adb, and what Android's toybox
# has and Debian's has not (dd and expr of coreutils), all of Debian 13, unpacked in DIR/root beside the system; then the two small programs beside this script are compiled.
# The machine's own package configuration stays as it is; only its archive address is used. Running it again is cheap.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
dir=$(realpath -m "${1:?usage: setup.sh DIR}")
mkdir -p "$dir"

if [ ! -e "$dir/unpacked-2" ]; then
  site=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE)' |
    awk '$2 !~ /security|updates|backports/ && $1 ~ /debian\/$/ {print $1; exit}')
  [ -n "$site" ] || { echo "setup.sh: this machine has no Debian package source" >&2; exit 3; }
  mkdir -p "$dir/apt/state/lists/partial" "$dir/apt/cache/archives/partial" "$dir/apt/etc" "$dir/root"
  : > "$dir/apt/state/status"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $site trixie main" > "$dir/apt/etc/sources.list"
  cat > "$dir/apt.conf" <<CONF
Dir::State "$dir/apt/state";
Dir::State::status "$dir/apt/state/status";
Dir::Cache "$dir/apt/cache";
Dir::Etc::sourcelist "$dir/apt/etc/sources.list";
Dir::Etc::sourceparts "/dev/null";
Debug::NoLocking "1";
APT::Sandbox::User "root";
CONF
  export APT_CONFIG="$dir/apt.conf"
  apt-get -qq update
  apt-get -qq install -y --no-install-recommends --download-only adbd adb mksh toybox coreutils > /dev/null
  for package in "$dir"/apt/cache/archives/*.deb; do dpkg -x "$package" "$dir/root"; done
  rm -rf "$dir/apt" "$dir/apt.conf"
  touch "$dir/unpacked-2"
fi

for name in adbdpeer shell; do
  if [ ! -e "$dir/$name" ] || [ "$here/$name.cpp" -nt "$dir/$name" ]; then
    shared=""
    [ "$name" = adbdpeer ] && shared="-fPIC -shared"
    # shellcheck disable=SC2086  # two words, or none
    g++ -std=c++17 -O2 -Wall -Wextra $shared -o "$dir/$name.part" "$here/$name.cpp" -ldl
    mv "$dir/$name.part" "$dir/$name"
  fi
done
