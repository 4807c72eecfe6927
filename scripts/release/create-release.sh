#!/usr/bin/env bash
# create-release.sh FOLDER NOTES: makes the release of $GITHUB_REF_NAME on GitHub, with all files in FOLDER. It is a draft until
# they are there: whoever sees it can download what it names. Run again, it puts the files there anew.
set -euo pipefail
folder=$1 notes=$2

options=(--draft --verify-tag --title "$GITHUB_REF_NAME")
case $GITHUB_REF_NAME in *-*) options+=(--prerelease) ;; esac
if [ -s "$notes" ] && grep -q '[^[:space:]]' "$notes"; then
  options+=(--notes-file "$notes")
else
  options+=(--generate-notes)
fi
gh release view "$GITHUB_REF_NAME" >/dev/null 2>&1 || gh release create "$GITHUB_REF_NAME" "${options[@]}"
gh release upload "$GITHUB_REF_NAME" "$folder"/* --clobber
gh release edit "$GITHUB_REF_NAME" --draft=false
