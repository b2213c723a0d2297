#!/usr/bin/env bash
# How long does a newcomer wait for the first picture of a load test, the first plan, and a gate that fails?
#
# Runs the commands of docs/installing.md as they stand there, in an empty folder each, with the `fleetsim` that is installed or
# that FLEETSIM names, and prints the seconds. Ends with 1 if one takes more than two minutes or ends otherwise than the document says.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
most=120
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
program=${FLEETSIM:-$(command -v fleetsim || echo "$here/.build/release/fleetsim")}
ln -s "$(realpath "$program")" "$work/bin/fleetsim"
export PATH=$work/bin:$PATH
fleetsim --version

# The block of commands behind a mark of the document.
block() { sed -n "/<!-- first $1 -->/,/^\`\`\`\$/p" "$here/docs/installing.md" | sed '/^<!--/d; /^```/d'; }

good=yes
first() {
  mkdir "$work/$1"
  local start=$EPOCHREALTIME code=0
  (cd "$work/$1" && bash -e <(block "$1")) >"$work/$1.log" 2>&1 || code=$?
  local seconds
  seconds=$(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }')
  printf '%-10s %6s s, exit code %s\n' "$1" "$seconds" "$code"
  if [ "$code" != "$2" ] || awk -v s="$seconds" -v m="$most" 'BEGIN { exit !(s > m) }'; then
    good=
    tail -n 5 "$work/$1.log" >&2
  fi
  [ -z "${3:-}" ] || [ -s "$work/$1/$3" ] || { good=; echo "$1: there is no $3" >&2; }
}
first load-test 0 load-test.html
first plan 0 site-plan.html
first gate 1
[ -n "$good" ]
