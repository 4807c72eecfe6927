#!/bin/sh
# Commits what is new in a work tree to a branch of its own and opens a pull request for it.
#
#   open-pull-request.sh FOLDER VERSION TEXT
#
# Needs git with a remote "origin" that it may push to, and gh, signed in. What is in a branch already is left as it is, with
# what people added to it, and a pull request that somebody closed stays closed. Where the files are others by now, the branch
# is replaced: running twice gives one pull request.
set -eu
folder=$1 version=$2 text=$3
branch="app-$version"

# pull_requests STATE: how many there are of the branch.
pull_requests() {
  gh pr list --head "$branch" --state "$1" --json number --jq length
}

cd "$folder"
git switch --quiet --force-create "$branch"
git add --all schemas templates reference
if git diff --cached --quiet; then
  echo "Nothing to commit."
  exit 0
fi
git commit --quiet --message "Schema of app $version"
if git fetch --quiet --depth 1 origin "refs/heads/$branch" 2>/dev/null &&
  git diff --quiet FETCH_HEAD HEAD -- schemas templates reference; then
  echo "The branch $branch has these files."
  [ "$(pull_requests all)" -eq 0 ] || exit 0
else
  git push --quiet --force origin "HEAD:refs/heads/$branch"
fi
[ "$(pull_requests open)" -eq 0 ] || exec gh pr edit "$branch" --body-file "$text"
exec gh pr create --head "$branch" --title "Schema of app $version" --body-file "$text"
