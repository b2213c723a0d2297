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
from concurrent.futures import ThreadPoolExecutor

fleetsim, words = sys.argv[1], sys.argv[2:]
seeds = int(next((word for word in words if not word.startswith("-")), "1000"))
live = "--no-live" not in words
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


def share_beyond(servers, service, delay, bound, gap, sources, calls, draw):
    """The share of calls beyond a bound where sources call in turn at phases that are drawn."""
    phases = sorted(draw.random() * gap for _ in range(sources))
    free, beyond, seen = [0.0] * servers, 0, 0
    rounds = max(3, calls // sources)
    for number in range(rounds):
        for phase in phases:
            now = number * gap + phase
            end = max(now, heapq.heappop(free)) + service
            heapq.heappush(free, end)
            if number > 0:
                seen += 1
                beyond += end - now + delay > bound
    return beyond / seen


def periodic(servers, service, delay, bound, sources):
    """The rate at which 1 % of them does, by bisection over the mean of many draws."""
    low, high = 0.5 * servers / service, servers / service
    for _ in range(12):
        middle = (low + high) / 2
        draw = random.Random(7)
        shares = [
            share_beyond(servers, service, delay, bound, sources / middle, sources, 5000, draw)
            for _ in range(12)
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
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda seed: search(path, seed), range(1, seeds + 1)))
    seconds = (time.time() - start) * os.cpu_count() / seeds
    answers = [result["answer"] for result in results]
    errors = [(a["estimate"] or math.nan) / truth - 1 for a in answers]
    near = sum(abs(error) < 0.05 for error in errors)
    held = sum(a["low"] <= truth <= a["high"] for a in answers)
    known = [error for error in errors if not math.isnan(error)]
    width = statistics.median((a["high"] - a["low"]) / 2 / truth for a in answers)
    trials = max(sum(t["verdict"] != "untrusted" for t in r["trials"]) for r in results)
    return (
        f"{truth:,.0f} | {100 * statistics.mean(known):+.2f} % | {100 * statistics.stdev(known):.2f} % "
        f"| {100 * near / seeds:.1f} % | {100 * held / seeds:.1f} % | ±{100 * width:.1f} % | {trials} "
        f"| {seconds:.1f} s"
    )


print("| CSMS | bound of p99 | searches | true capacity, chargers | mean error | spread | within ±5 % "
      "| intervals that hold it | half an interval | most trials | core time each |")
print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
for bound in (8, 10, 16):
    path = scenario(f"m-m-4-{bound}", law="exponential, mean: 1s", heartbeat="900s", count=200,
                    bound=f"{bound}s")
    row = repeat(path, erlang(4, bound, 0.01) * 900)
    print(f"| 4 workers, exponential 1 s | {bound} s | {seeds} | {row} |", flush=True)

if live:
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
    truth = periodic(4, 0.005, 0, bound, count)
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
