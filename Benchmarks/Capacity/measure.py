"""How often searches find a capacity that is known, and how fast one does in real time."""
import heapq
import json
import math
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

fleetsim, words = sys.argv[1], sys.argv[2:]
plain = [word for word in words if not word.startswith("-")]
seeds = int(next((word for word in plain if word.isdigit()), "1000"))
# Laws of service by name; none: all of them.
wanted = [word for word in plain if not word.isdigit()]
live = "--no-live" not in words
# Searches at the same time, on as many cores.
cores = os.cpu_count() if "--one-core" not in words else 1
work = tempfile.mkdtemp()

SCENARIO = """
name: {name}
csms:
  reference:
    service_time: {{law: {law}}}
    workers: 4
    heartbeat: {heartbeat}
fleet:
  - site: home
    count: {count}
    chargers: [{{model: generic-ac}}]
    arrivals: {{per_day: 0}}
thresholds: [calls.latency p99 < {bound}]
"""


def erlang(servers, bound, share):
    """The offered load at which a share of the calls of M/M/c takes longer than a bound."""
    def beyond(offered):
        blocking = 1.0
        for server in range(1, servers + 1):
            blocking = offered * blocking / (server + offered * blocking)
        waiting = blocking / (1 - offered / servers * (1 - blocking))
        rest = servers - 1 - offered
        line = bound if abs(rest) < 1e-9 else -math.expm1(-rest * bound) / rest
        return math.exp(-bound) * (1 + waiting * line)

    low, high = 0.01, servers - 1e-9
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (low, middle) if beyond(middle) > share else (middle, high)
    return low


def share_beyond(servers, draw_service, delay, bound, gap, sources, calls, seed):
    """The share of calls beyond a bound where each of many sources calls once in each gap.

    When, is drawn anew in each gap: as in the trials, and on the mean what sources do that keep the
    moments which were drawn for them once.
    """
    draw = random.Random(seed)
    free, beyond, seen = [0.0] * servers, 0, 0
    for number in range(max(3, 2 + calls // sources)):
        for moment in sorted(draw.random() * gap for _ in range(sources)):
            now = number * gap + moment
            end = max(now, free[0]) + draw_service(draw)
            heapq.heapreplace(free, end)
            if number > 1:
                seen += 1
                beyond += end - now + delay > bound
    return beyond / seen


def crossing(share, loads):
    """Where the share comes to 1 %, by a straight line through the logarithms of some loads."""
    points = [(load, math.log(max(share(load), 1e-6) / 0.01)) for load in loads]
    x = statistics.mean(load for load, _ in points)
    y = statistics.mean(value for _, value in points)
    slope = (sum((load - x) * (value - y) for load, value in points)
             / sum((load - x) ** 2 for load, _ in points))
    return x - y / slope


def capacity(servers, draw_service, bound, gap, guess, delay, calls=4_000_000):
    """How many sources keep 1 % of their calls beyond a bound: simulated apart from the program."""
    def near(load, spread, calls):
        loads = [round(load * (1 + spread * step)) for step in (-1, 0, 1)]
        jobs = [(servers, draw_service, delay, bound, gap, load, calls, 7) for load in loads]
        with ProcessPoolExecutor(min(3, cores)) as pool:
            shares = dict(zip(loads, pool.map(share_of, jobs)))
        return crossing(shares.__getitem__, loads)

    first = near(near(guess, 0.03, calls // 8), 0.02, calls // 8)
    return near(first, 0.01, calls)


def share_of(job):
    return share_beyond(*job)


def exponential(draw):
    return draw.expovariate(1.0)


def lognormal(draw):
    return draw.lognormvariate(math.log(0.726), 0.8)


def second(draw):
    return 1.0


def constant(draw):
    return 0.005


def periodic(servers, bound, sources):
    """The rate at which 1 % of the calls of sources with a service of 5 ms does, by bisection."""
    low, high = 0.5 * servers / 0.005, servers / 0.005
    for _ in range(12):
        middle = (low + high) / 2
        shares = [
            share_beyond(servers, constant, 0, bound, sources / middle, sources, 5000, seed)
            for seed in range(12)
        ]
        low, high = (low, middle) if statistics.mean(shares) > 0.01 else (middle, high)
    return low


def scenario(name, **facts):
    path = f"{work}/{name}.yaml"
    with open(path, "w") as file:
        file.write(SCENARIO.format(name=name, **facts))
    return path


def search(path, seed, *options):
    database = f"{work}/{os.path.basename(path)}-{seed}.sqlite"
    run = subprocess.run(
        [fleetsim, "capacity", path, "--seed", str(seed), "--quiet", "--format", "json",
         "--out", database, *options],
        capture_output=True, text=True,
    )
    if os.path.exists(database):
        os.remove(database)
    if run.returncode not in (0, 1):
        sys.exit(f"exit code {run.returncode}: {run.stderr}")
    return json.loads(run.stdout)["capacity"]


def repeat(path, truth):
    start = time.time()
    with ThreadPoolExecutor(cores) as pool:
        results = list(pool.map(lambda seed: search(path, seed), range(1, seeds + 1)))
    seconds = (time.time() - start) * cores / seeds
    answers = [result["answer"] for result in results]
    errors = [(a["estimate"] or math.nan) / truth - 1 for a in answers]
    near = sum(abs(error) < 0.05 for error in errors)
    held = sum(a["low"] <= truth <= a["high"] for a in answers)
    known = [error for error in errors if not math.isnan(error)]
    width = statistics.median((a["high"] - a["low"]) / 2 / truth for a in answers)
    trials = max(sum(t["verdict"] != "untrusted" for t in r["trials"]) for r in results)
    return (
        f"{truth:,.0f} | {100 * statistics.mean(known):+.2f} % | {100 * statistics.stdev(known):.2f} % "
        f"| {near} | {held} | ±{100 * width:.1f} % | {trials} | {seconds:.1f} s"
    )


# What a call takes, by name: as the scenario says it, how it is drawn, the bound of p99 in seconds, and a
# load near the edge.
LAWS = {
    "constant": ("constant, value: 1s", second, 4, 3_020),
    "exponential": ("exponential, mean: 1s", exponential, 10, None),
    "lognormal": ("lognormal, median: 726ms, sigma: 0.8", lognormal, 10, 3_100),
}


def main():
    # There and back over a cable, by the median of the scenario's network.
    delay = 0.012
    print("| service of 1 s on average | bound of p99 | searches | true capacity, chargers | mean error "
          "| spread | within ±5 % | intervals that hold it | half an interval | most trials | took, each |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for name, (law, draw, bound, guess) in LAWS.items():
        if wanted and name not in wanted:
            continue
        path = scenario(name, law=law, heartbeat="900s", count=200, bound=f"{bound}s")
        guess = guess or erlang(4, bound, 0.01) * 900
        truth = capacity(4, draw, bound, 900, guess, delay)
        print(f"| {name} | {bound} s | {seeds} | {repeat(path, truth)} |", flush=True)
    if live:
        in_real_time()


def in_real_time():
    bound, count = 0.025, 1000
    path = scenario("live", law="constant, value: 5ms", heartbeat="300s", count=count, bound="25ms")
    server = subprocess.Popen(
        [fleetsim, "serve-csms", path, "--listen", "127.0.0.1:0"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )
    url = None
    for line in server.stdout:
        found = re.search(r"ws://\S+", line)
        if found:
            url = found.group(0).rstrip(".,)")
            break
    start = time.time()
    try:
        result = search(path, 1, "--csms", url, "--axis", "rate", "--from", "50", "--measure", "30s")
    finally:
        server.terminate()
    seconds = time.time() - start
    truth = periodic(4, bound, count)
    answer = result["answer"]
    print()
    print("| in real time against `serve-csms`, 4 workers of 5 ms, p99 < 25 ms, axis rate | |")
    print("|---|--:|")
    print(f"| capacity of 1,000 sources in turn, by a queue simulated apart | {truth:,.0f} calls/s |")
    print(f"| found | {answer['estimate'] or 0:,.0f} calls/s, {answer['low']:,.0f} to "
          f"{answer['high']:,.0f} |")
    print(f"| error | {100 * ((answer['estimate'] or 0) / truth - 1):+.1f} % |")
    print(f"| comes back | {answer['comes_back']} |")
    print(f"| trials, those not believed among them | {len(result['trials'])} |")
    print(f"| took | {seconds:.0f} s |")


if __name__ == "__main__":
    main()
