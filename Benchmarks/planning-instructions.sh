#!/bin/sh
# How many instructions `plan` takes under each of four sharing laws: nine designs of a car park, four months each, counted by callgrind.
# Usage: Benchmarks/planning-instructions.sh FLEETSIM...; prints Markdown with a column for each program.
set -eu
[ $# -gt 0 ] || { echo "usage: Benchmarks/planning-instructions.sh FLEETSIM..." >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

count() { # FLEETSIM LAW
    mkdir -p "$work/runs"
    cat > "$work/runs/study.yaml" <<YAML
fleet:
  - site: garage
    chargers: [{model: generic-ac, count: 54}]
    arrivals: {preset: us_work_jpl, per_day: 60}
    power: {limit: 160A, sharing: max-min}
plan:
  bays: {from: 30, to: 66, step: 18}
  limit: [80A, 125A, 200A]
  sharing: [$2]
  replications: 4
  horizon: 30d
YAML
    (cd "$work/runs" && valgrind --tool=callgrind --callgrind-out-file=/dev/null --log-file="$work/log" "$1" plan study.yaml --threads 1 >/dev/null)
    sed -n 's/.*Collected : //p' "$work/log"
    rm -r "$work/runs"
}

printf '| sharing |'
for program; do printf ' %s |' "$("$program" --version | head -1)"; done
printf '\n|---|'
for program; do printf -- '--:|'; done
echo
for law in equal max-min fcfs edf; do
    printf '| %s |' "$law"
    for program; do
        case $program in /*) ;; *) program=$PWD/$program ;; esac
        printf ' %s |' "$(count "$program" "$law" | sed -e :a -e 's/\(.*[0-9]\)\([0-9]\{3\}\)/\1,\2/;ta')"
    done
    echo
done
