#!/bin/sh
# Extension attribute of Jamf Pro (data type String): what is wrong with Claude Desktop on this Mac, worst first.
# Jamf runs it as root at every inventory; it always ends with 0.
command="${COWORK_MDM:-/usr/local/bin/cowork-mdm}"
if [ ! -x "$command" ]; then
  echo '<result>cowork-mdm is not installed</result>'
  exit 0
fi
# Homebrew gives /usr/local/bin to a user: root must not run what others can put there.
if [ "$(id -u)" -eq 0 ] && [ -n "$(find -L "$command" "${command%/*}" -prune \( ! -user root -o -perm -0002 \))" ]; then
  echo '<result>others can change cowork-mdm</result>'
  exit 0
fi
"$command" doctor --report jamf-ea
exit 0
