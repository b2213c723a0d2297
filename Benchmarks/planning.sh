#!/bin/sh
# A car park of 54 bays for 30 days, by events, beside ACN-Sim's earliest deadline first in slots of a
# minute on the same sessions; and a sweep of 200 designs with 20 replications of a month each.
# Usage: Benchmarks/planning.sh [DAYS_OF_ACN_SIM]; prints Markdown.
set -eu
cd "$(dirname "$0")/.."
days=${1:-5}

scripts/build --product PlanningBenchmark >&2
scripts/build --product fleetsim >&2
bin=.build/release
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

venv=.build/planning-venv
if ! "$venv/bin/python" -c 'import acnportal' 2>/dev/null; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet 'setuptools<80' 'acnportal==0.3.3'
fi

scenario() { # FOLDER: a study of its files
    cat > "$1/study.yaml" <<END
csms: none
duration: 31d
fleet:
  - site: garage
    stations: stations.csv
    arrivals: {sessions: sessions.csv}
    power: {constraints: limits.csv, sharing: edf}
END
}

mkdir "$work/month" "$work/days"
python3 Benchmarks/Planning/sessions.py "$work/month" 30
python3 Benchmarks/Planning/sessions.py "$work/days" "$days"
scenario "$work/month"
cat > "$work/drawn.yaml" <<END
csms: none
fleet:
  - site: garage
    chargers: [{model: generic-ac, count: 54}]
    arrivals: {preset: us_work_jpl, per_day: 60}
    power: {limit: 160A, sharing: edf}
END
cat > "$work/sweep.yaml" <<END
fleet:
  - site: garage
    chargers: [{model: generic-ac, count: 54}]
    arrivals: {preset: us_work_jpl, per_day: 60}
    power: {limit: 160A, sharing: max-min}
plan:
  bays: {from: 30, to: 66, step: 4}
  limit: [80A, 100A, 125A, 160A, 200A]
  sharing: [equal, max-min, fcfs, edf]
  replications: 20
  horizon: 30d
END

acn=$("$venv/bin/python" Benchmarks/Planning/acnportal_study.py \
    "$work/days/stations.csv" "$work/days/sessions.csv" "$work/days/limits.csv" edf | tail -1)
"$bin/PlanningBenchmark" "$work/month/study.yaml" 31 50 > "$work/listed"
"$bin/PlanningBenchmark" "$work/drawn.yaml" 30 50 > "$work/month.txt"
"$bin/PlanningBenchmark" "$work/drawn.yaml" 300 5 > "$work/year.txt"
start=$(date +%s.%N)
"$bin/fleetsim" plan "$work/sweep.yaml" --out "$work/plan.sqlite" > "$work/table"
end=$(date +%s.%N)

python3 - "$work" "$acn" "$days" "$start" "$end" <<'END'
import csv, sys

work, acn, days, start, end = sys.argv[1], *map(float, sys.argv[2:])


def figures(name):
    with open(f"{work}/{name}") as file:
        return {line.split()[0]: float(line.split()[1]) for line in file}


def sessions(folder):
    with open(f"{work}/{folder}/sessions.csv") as file:
        return sum(1 for _ in csv.reader(file)) - 1


listed, month, longer = figures("listed"), figures("month.txt"), figures("year.txt")
scaled = acn * sessions("month") / sessions("days")
print("| what | measured |\n|---|--:|")
print(f"| sessions of the month | {sessions('month'):,} |")
print(f"| ACN-Sim 0.3.3, EDF, {days:.0f} days of them, CPU | {acn:.1f} s |")
print(f"| the same scaled by sessions to the month | {scaled:.1f} s |")
print(f"| FleetSim, EDF by events, the month, CPU | {listed['cpu_seconds'] * 1e3:.2f} ms |")
print(f"| times less CPU | {scaled / listed['cpu_seconds']:,.0f} |")
print(f"| CPU per session, listed | {listed['us_per_session']:.1f} µs |")
print(f"| CPU per session, drawn (us_work_jpl, EDF, 160 A) | {month['us_per_session']:.1f} µs |")
print(f"| memory, 30 days | {month['peak_kib'] / 1024:.1f} MiB |")
print(f"| memory, 300 days | {longer['peak_kib'] / 1024:.1f} MiB |")
print(f"| 200 designs × 20 replications of a month, two cores | {end - start:.1f} s |")
END
