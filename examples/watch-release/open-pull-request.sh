#!/bin/sh
# Commits what is new in a work tree to a branch of its own and opens a pull request for it.
#
#   open-pull-request.sh FOLDER VERSION TEXT
#
# Needs git with a remote "origin" that it may push to, and gh, signed in. A branch that is there already is replaced, so
# that running twice gives one pull request.
set -eu
folder=$1 version=$2 text=$3
branch="app-$version"

cd "$folder"
git switch --quiet --force-create "$branch"
git add --all schemas templates reference
if git diff --cached --quiet; then
  echo "Nothing to commit."
  exit 0
fi
git commit --quiet --message "Schema of app $version"
git push --quiet --force origin "$branch"
gh pr view "$branch" >/dev/null 2>&1 && exec gh pr edit "$branch" --body-file "$text"
exec gh pr create --head "$branch" --title "Schema of app $version" --body-file "$text"
