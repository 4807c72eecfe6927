#!/bin/sh
# Writes what the doctor found where fleetd's parse_json reads it. Run it as root, daily: by a timer, or as a script of Fleet.
# Linux and macOS; the file is for everybody to read and holds no secrets.
set -eu
command="${COWORK_MDM:-/usr/local/bin/cowork-mdm}"
# Where the Debian package has it.
[ -n "${COWORK_MDM:-}" ] || [ -x "$command" ] || command=/usr/bin/cowork-mdm
# Homebrew gives /usr/local/bin to a user: root must not run what others can put there.
if [ "$(id -u)" -eq 0 ] && [ -n "$(find -L "$command" "${command%/*}" -prune \( ! -user root -o -perm -0002 \))" ]; then
  echo 'others can change cowork-mdm' >&2
  exit 1
fi
case "$(uname -s)" in
  Darwin) folder="${COWORK_MDM_REPORT:-/Library/Application Support/cowork-mdm}" ;;
  *) folder="${COWORK_MDM_REPORT:-/var/lib/cowork-mdm}" ;;
esac
umask 022
mkdir -p "$folder"
new="$(mktemp "$folder/.doctor.XXXXXX")"
trap 'rm -f "$new"' EXIT
# Exit code 1 says that something is an error; the report tells what.
"$command" doctor --report osquery >"$new" || [ "$?" -eq 1 ]
chmod 644 "$new"
# In one step: osquery sees the old file or the new one, whole.
mv "$new" "$folder/doctor.json"
trap - EXIT
