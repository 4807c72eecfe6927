#!/usr/bin/env bash
# Puts the Developer ID certificates (MACOS_CERTIFICATES: PKCS#12, base64; MACOS_CERTIFICATES_PASSWORD) into a keychain of this
# run, and names them to the next steps. Without them, executables are signed ad hoc and packages are not.
set -euo pipefail

if [ -z "${MACOS_CERTIFICATES:-}" ] || [ -z "${MACOS_CERTIFICATES_PASSWORD:-}" ]; then
  echo '::warning::MACOS_CERTIFICATES or MACOS_CERTIFICATES_PASSWORD is not set: executables are signed ad hoc, packages are not signed.'
  exit 0
fi

keychain="$RUNNER_TEMP/release.keychain-db"
file="$RUNNER_TEMP/certificates.p12"
password=$(openssl rand -hex 24)
trap 'rm -f "$file"' EXIT

(umask 077 && printf '%s' "$MACOS_CERTIFICATES" | base64 --decode >"$file")
security create-keychain -p "$password" "$keychain"
security set-keychain-settings -lut 3600 "$keychain"
security unlock-keychain -p "$password" "$keychain"
security import "$file" -k "$keychain" -P "$MACOS_CERTIFICATES_PASSWORD" -T /usr/bin/codesign -T /usr/bin/productbuild
security set-key-partition-list -S apple-tool:,apple: -k "$password" "$keychain" >/dev/null
security list-keychains -d user -s "$keychain" login.keychain-db

# identity KIND: the name of the certificate of that kind; empty where there is none.
identity() {
  security find-identity -v "$keychain" | sed -n "s/.*\"\($1: [^\"]*\)\".*/\1/p" | head -n 1
}

application=$(identity 'Developer ID Application')
installer=$(identity 'Developer ID Installer')
if [ -z "$application" ]; then
  echo '::error::Expected a certificate "Developer ID Application" in MACOS_CERTIFICATES, found none.'
  exit 1
fi
[ -n "$installer" ] || echo '::warning::MACOS_CERTIFICATES has no "Developer ID Installer": packages are not signed.'
{
  echo "MACOS_SIGN_IDENTITY=$application"
  echo "MACOS_INSTALLER_IDENTITY=$installer"
} >>"$GITHUB_ENV"
