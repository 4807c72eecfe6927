#!/bin/sh
# On macOS and Linux: keeps a marketplace pinned on every check-in. Runs as root from
#   Jamf Pro   a policy with trigger "Recurring Check-in"; the parameters come as $4 to $6
#   Iru        a Custom Script library item, "Run every 15 minutes" or "Run daily" (fill in the defaults below)
#   Fleet      a script that a policy or "fleetctl run-script" runs (fill in the defaults below)
# Exit code 0: everything is as it should be. Otherwise the console shows the last lines.
set -eu

# What was reviewed: the repository and its full commit. Change the commit to roll out the next version.
source_url=${4:-https://git.example.com/it/plugins.git}
commit=${5:-0123456789abcdef0123456789abcdef01234567}
# Seconds over which the fleet spreads its check-ins; 0 where the console does that.
splay=${6:-0}

name=it-plugins
allowed_host=git.example.com
credentials=/etc/cowork-mdm/git-credentials

# Consoles start scripts with a short PATH.
PATH=/usr/local/bin:/opt/cowork-mdm/bin:/usr/bin:/bin:/usr/sbin:/sbin
export PATH

if ! command -v cowork-mdm >/dev/null 2>&1; then
  echo "cowork-mdm is not installed" >&2
  exit 1
fi

set -- --require-pin --allow-host "$allowed_host"
if [ -f "$credentials" ]; then
  set -- "$@" --credential-file "$credentials"
fi

# Installs the commit, or does nothing where it is there. The first line spreads the machines.
cowork-mdm marketplace update --splay "$splay" "$@"
cowork-mdm marketplace add "$source_url" --name "$name" --ref "$commit" "$@"

# Finds local edits, missing plugins and folders that others can write.
cowork-mdm marketplace verify
