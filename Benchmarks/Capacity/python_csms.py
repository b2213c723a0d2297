"""Finds the capacity of a CSMS on PyPI's `ocpp` that is slowed by a known law, and names its worker that is stuck.

Usage: python_csms.py FLEETSIM PYTHON
"""
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from measure import share_beyond

fleetsim, python = sys.argv[1], sys.argv[2]
here, work = os.path.dirname(os.path.abspath(__file__)), tempfile.mkdtemp()
SERVICE, WORKERS, CHARGERS, BOUND = 0.02, 4, 200, 0.1

SCENARIO = f"""
name: python-csms
duration: 60s
csms: {{reference: {{heartbeat: 60s}}}}
fleet:
  - site: home
    count: {CHARGERS}
    chargers: [{{model: generic-ac}}]
    arrivals: {{per_day: 0}}
thresholds: [calls.latency p99 < {BOUND * 1000:.0f}ms, calls.failed < 1%]
"""

# Chargers that call each four seconds, and what a worker that is stuck for a quarter of a minute does to them.
STUCK = f"""
name: stuck-worker
duration: 60s
csms: {{url: ws://127.0.0.1:PORT/}}
fleet:
  - site: home
    chargers: [{{model: generic-ac, count: {CHARGERS}}}]
    arrivals: {{per_day: 0}}
trust: {{share: 100%}}
"""


def truth():
    """The rate at which 1 % of the calls wait too long, where each worker has a fourth of the chargers."""
    def share(rate):
        each = CHARGERS // WORKERS
        return statistics.mean(
            share_beyond(1, lambda _: SERVICE, 0, BOUND, CHARGERS / rate, each, 40_000, seed)
            for seed in range(4)
        )

    low, high = 0.2 * WORKERS / SERVICE, 0.98 * WORKERS / SERVICE
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (low, middle) if share(middle) > 0.01 else (middle, high)
    return low


def serve():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    csms = subprocess.Popen([python, f"{here}/csms.py", str(port)])
    while True:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return csms, port
        time.sleep(0.1)


def write(name, text):
    path = f"{work}/{name}.yaml"
    with open(path, "w") as file:
        file.write(text)
    return path


def main():
    csms, port = serve()
    try:
        search(port)
        name_stuck_worker(csms, port)
    finally:
        csms.kill()


def search(port):
    start = time.time()
    found = subprocess.run(
        [fleetsim, "capacity", write("search", SCENARIO), "--csms", f"ws://127.0.0.1:{port}/",
         "--axis", "rate", "--from", "20", "--measure", "30s", "--quiet", "--format", "json",
         "--out", f"{work}/search.sqlite"],
        capture_output=True, text=True,
    )
    tell(found, time.time() - start)


def name_stuck_worker(csms, port):
    run = subprocess.Popen(
        [fleetsim, "run", write("stuck", STUCK.replace("PORT", str(port))), "--quiet",
         "--out", f"{work}/stuck.sqlite"],
        stdout=subprocess.DEVNULL,
    )
    threading.Timer(30, lambda: os.kill(csms.pid, signal.SIGUSR1)).start()
    run.wait()
    report = json.loads(subprocess.run(
        [fleetsim, "report", f"{work}/stuck.sqlite", "--format", "json"],
        capture_output=True, text=True, check=True,
    ).stdout)
    named = [
        subset["outlier"]["name"] for subset in report["subsets"]
        if subset["trait"] == "server" and subset["outlier"]
    ]
    print(f"| server that stands out while `worker-3` is stuck | {', '.join(named) or 'none'} |")


def tell(found, took):
    print("| a CSMS on PyPI's `ocpp`, 4 workers of 20 ms, p99 < 100 ms | |")
    print("|---|--:|")
    real = truth()
    print(f"| its capacity, by a queue simulated apart | {real:,.0f} calls/s |")
    if found.returncode != 0:
        print(f"| exit code {found.returncode} | {found.stderr.strip().splitlines()[-1]} |", flush=True)
        return
    result = json.loads(found.stdout)["capacity"]
    answer = result["answer"]
    print(f"| found | {answer['estimate'] or 0:,.0f} calls/s, {answer['low']:,.0f} to "
          f"{answer['high']:,.0f} |")
    print(f"| error | {100 * ((answer['estimate'] or 0) / real - 1):+.1f} % |")
    print(f"| comes back from an overload | {answer['comes_back']} |")
    print(f"| trials, those not believed among them | {len(result['trials'])} |")
    print(f"| took | {took:.0f} s |", flush=True)


if __name__ == "__main__":
    main()
