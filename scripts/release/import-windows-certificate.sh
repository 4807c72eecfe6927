#!/usr/bin/env bash
# Writes the Authenticode certificate (WINDOWS_CERTIFICATE: PKCS#12, base64) to a file, and names it and signtool to the next
# steps. Without it, the executable is not signed.
set -euo pipefail

if [ -z "${WINDOWS_CERTIFICATE:-}" ]; then
  echo '::warning::WINDOWS_CERTIFICATE is not set: the executable is not signed.'
  exit 0
fi

file="$RUNNER_TEMP/certificate.pfx"
printf '%s' "$WINDOWS_CERTIFICATE" | base64 --decode >"$file"
kits='/c/Program Files (x86)/Windows Kits/10/bin'
signtool=$(find "$kits" -path '*/x64/signtool.exe' | sort -V | tail -n 1)
if [ -z "$signtool" ]; then
  echo "::error::Expected signtool.exe below $kits, found none."
  exit 1
fi
{
  echo "WINDOWS_CERTIFICATE_FILE=$(cygpath --windows "$file")"
  echo "SIGNTOOL=$(cygpath --windows "$signtool")"
} >>"$GITHUB_ENV"
