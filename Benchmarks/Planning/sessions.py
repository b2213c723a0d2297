"""Draws a car park for a study on fixed data: stations, sessions and limits as CSV.

usage: sessions.py FOLDER DAYS [BAYS] [PER_DAY] [AMPERES] [SEED]

Single-phase stations in turn on L1, L2 and L3, arrivals mostly in the morning, stays of a working day.
A session finds a station free when it comes; who finds none is left out, as ACN-Sim leaves him out.
"""

import csv
import random
import sys
from pathlib import Path


def main():
    folder, days = Path(sys.argv[1]), int(sys.argv[2])
    bays, per_day, amperes, seed = (
        int(sys.argv[place]) if len(sys.argv) > place else usual
        for place, usual in ((3, 54), (4, 61), (5, 160), (6, 20240630))
    )
    draw = random.Random(seed)
    with open(folder / "stations.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["station_index", "station_id", "voltage_v", "angle_deg", "pilots_a"])
        pilots = " ".join(map(str, [0, *range(6, 33)]))
        writer.writerows([bay, f"S{bay:02}", 230, 0, pilots] for bay in range(bays))
    with open(folder / "limits.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "limit_a"] + [f"c{bay}" for bay in range(bays)])
        for line in range(3):
            weights = [int(bay % 3 == line) for bay in range(bays)]
            writer.writerow([f"L{line + 1}", amperes] + weights)
    busy_until = [0] * bays
    with open(folder / "sessions.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            "session_id,station_index,arrival_min,departure_min,requested_kwh,ev_max_a".split(",")
        )
        number = 0
        for arrival in arrivals(draw, days, per_day):
            stay = min(max(draw.lognormvariate(6.1, 0.4), 30), 900)
            free = [bay for bay in range(bays) if busy_until[bay] <= arrival]
            energy = min(draw.lognormvariate(2.3, 0.6), 60)
            car = draw.choice([16, 32])
            if not free:
                continue
            bay = draw.choice(free)
            busy_until[bay] = arrival + int(stay)
            number += 1
            writer.writerow(
                [f"s{number}", bay, arrival, busy_until[bay], f"{energy:.3f}", car]
            )


def arrivals(draw, days, per_day):
    """Minutes, in order: a normal hump about nine in the morning, and some in the afternoon."""
    minutes = []
    for day in range(days):
        for _ in range(round(draw.gauss(per_day, per_day**0.5))):
            hour = draw.gauss(8.5, 1.2) if draw.random() < 0.7 else draw.uniform(10, 18)
            minutes.append(day * 1440 + int(min(max(hour, 0), 23.9) * 60))
    return sorted(minutes)


if __name__ == "__main__":
    main()
