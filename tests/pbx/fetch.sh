#!/usr/bin/env bash
# Brings a real PBX and a real phone: Asterisk from Debian sid, unpacked into a folder and run in place (Debian 12
# has none), and baresip and tcpdump from the system's own packages. Says on its last line what is missing.
set -euo pipefail
root=${1:?usage: fetch.sh FOLDER}
mirror=${MIA_PBX_MIRROR:-http://deb.debian.org/debian}

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }

missing=()
command -v baresip >/dev/null || missing+=(baresip-core)
command -v tcpdump >/dev/null || missing+=(tcpdump)
command -v mmdebstrap >/dev/null || missing+=(mmdebstrap)
if ((${#missing[@]})); then
  as_root apt-get update -qq &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
    { echo "no ${missing[*]}"; exit 1; }
fi

[ -x "$root/usr/sbin/asterisk" ] && exit 0
mkdir -p "$(dirname "$root")"
rm -rf "$root.new"
# Sid's release file may be older than its date of validity on a mirror that lags.
timeout 300 mmdebstrap --quiet --variant=extract --include=asterisk,base-files,libc6 \
  --aptopt='Acquire::Check-Valid-Until "false"' --aptopt='APT::Install-Recommends "false"' \
  sid "$root.new" "$mirror" || { rm -rf "$root.new"; echo "no Asterisk from Debian sid"; exit 1; }
mv "$root.new" "$root"
