#!/usr/bin/env bash
# notarise.sh FOLDER: has Apple notarise the installer packages in FOLDER, staples the ticket to them and writes checksums.txt
# anew. Needs signed packages and an App Store Connect key (APPLE_API_KEY: the .p8, base64; APPLE_API_KEY_ID;
# APPLE_API_ISSUER); without them it says so and leaves the packages as they are.
set -euo pipefail
folder=$1

for name in MACOS_SIGN_IDENTITY MACOS_INSTALLER_IDENTITY APPLE_API_KEY APPLE_API_KEY_ID APPLE_API_ISSUER; do
  if [ -z "${!name:-}" ]; then
    echo "::warning::$name is not set: packages are not notarised."
    exit 0
  fi
done

key="$RUNNER_TEMP/AuthKey_$APPLE_API_KEY_ID.p8"
trap 'rm -f "$key"' EXIT
(umask 077 && printf '%s' "$APPLE_API_KEY" | base64 --decode >"$key")
for package in "$folder"/*.pkg; do
  xcrun notarytool submit "$package" --key "$key" --key-id "$APPLE_API_KEY_ID" --issuer "$APPLE_API_ISSUER" --wait
  xcrun stapler staple "$package"
  spctl --assess --type install --verbose "$package"
done
node "$(dirname "$0")/checksums.mjs" "$folder"
