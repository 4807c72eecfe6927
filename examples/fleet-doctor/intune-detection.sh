#!/bin/sh
# The same for consoles that run shell scripts: one line, exit code 1 where something is an error.
command="${COWORK_MDM:-/usr/local/bin/cowork-mdm}"
# Where the Debian package has it.
[ -n "${COWORK_MDM:-}" ] || [ -x "$command" ] || command=/usr/bin/cowork-mdm
if [ ! -x "$command" ]; then
  echo 'cowork-mdm is not installed'
  exit 0
fi
# Homebrew gives /usr/local/bin to a user: root must not run what others can put there.
if [ "$(id -u)" -eq 0 ] && [ -n "$(find -L "$command" "${command%/*}" -prune \( ! -user root -o -perm -0002 \))" ]; then
  echo 'others can change cowork-mdm'
  exit 1
fi
exec "$command" doctor --report intune
