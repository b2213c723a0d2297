"""Faults planted in a stub CSMS that serves metrics: which metric a report ranks first, and when it says that it
moved; and whether a simulator that is late is ever taken for a slow CSMS.

The last four faults were written after the weights of the ranking, which were not changed for them. How the moment of a
break is found was changed once after they had run.
"""
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

fleetsim, python = sys.argv[1], sys.argv[2]
wanted = [word for word in sys.argv[3:] if not word.startswith("-")]
# Runs that go on at the same time: each needs a tenth of a core.
at_once = next((int(word[7:]) for word in sys.argv[3:] if word.startswith("--jobs=")), 1)
# A folder of runs that were made earlier, to read them again.
kept = next((word[7:] for word in sys.argv[3:] if word.startswith("--kept=")), None)
here, work = os.path.dirname(os.path.abspath(__file__)), kept or tempfile.mkdtemp()
os.makedirs(work, exist_ok=True)
AT, FOR, LENGTH = 60, 20, 100

SCENARIO = """
name: {name}
duration: {length}s
window: 5s
csms: {{url: ws://127.0.0.1:{port}/ocpp}}
fleet:
  - site: home
    chargers: [{{model: generic-ac, count: 40}}]
    arrivals: {{per_day: 0}}
load: [{{ramp: 5s, to: 100%}}, {{hold: {hold}s}}]
thresholds: [calls.latency p99 < 500ms, calls.latency p99.9 < 3s, calls.failed < 1%]
trust: {{late: 50ms, share: 20%}}
observe:
  - {{url: "http://127.0.0.1:{metrics}/metrics", name: csms}}
"""

# What has to stand first, by a part of its name and labels.
FAULTS = {
    "slow-database": [("csms_db_query_seconds", "")],
    "exhausted-pool": [("csms_db_pool_waiting", ""), ("csms_db_pool_in_use", "")],
    "pauses": [("csms_gc_pause_seconds", "")],
    "stuck-worker": [("csms_worker_", 'worker="3"')],
    "rate-limiter": [("csms_rate_limited_total", "")],
    "slow-service": [("csms_tariff_", "")],
    "cold-cache": [("csms_cache_", "")],
    "table-lock": [("csms_db_lock", ""), ("csms_batches_running", "")],
    "failing-writes": [("csms_write_errors_total", "")],
}
DESIGNED_WITH = 5


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def run(fault, stops=()):
    name = fault if not stops else "late-simulator"
    database, note = f"{work}/{name}.sqlite", f"{work}/{name}.began"
    if not os.path.exists(note):
        began = play(fault, name, database, stops)
        with open(note, "w") as file:
            file.write(str(began))
    with open(note) as file:
        began = float(file.read())
    text = subprocess.run(
        [fleetsim, "report", database, "--format", "json"], capture_output=True, text=True, check=True
    ).stdout
    report = json.loads(text)
    start = datetime.fromisoformat(report["host"]["started_at"].replace("Z", "+00:00")).timestamp()
    return report, began - start


def play(fault, name, database, stops):
    port, metrics = free_port(), free_port()
    scenario = f"{work}/{name}.yaml"
    with open(scenario, "w") as file:
        file.write(
            SCENARIO.format(name=name, port=port, metrics=metrics, length=LENGTH, hold=LENGTH - 5)
        )
    csms = subprocess.Popen(
        [python, f"{here}/csms.py", str(port), str(metrics), fault, str(AT), str(FOR)],
        stdout=subprocess.PIPE, text=True,
    )
    try:
        while True:
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        simulator = subprocess.Popen(
            [fleetsim, "run", scenario, "--threads", "1", "--quiet", "--out", database],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )

        def stop():
            time.sleep(AT)
            for span in stops:
                os.kill(simulator.pid, signal.SIGSTOP)
                time.sleep(span)
                os.kill(simulator.pid, signal.SIGCONT)
                time.sleep(1)

        if stops:
            threading.Thread(target=stop, daemon=True).start()
        simulator.wait()
        return float(csms.stdout.readline())
    finally:
        csms.kill()


def line(fault, right):
    """A row of the table, whether the right figure came first, and whether in time."""
    report, began = run(fault)
    suspects = report["observed"]["suspects"]
    outliers = [
        subset["outlier"]["name"] for subset in report["subsets"]
        if subset["trait"] == "server" and subset["outlier"]
    ]
    servers = ", ".join(outliers) or "–"
    if not suspects:
        return f"| {fault} | nothing | – | {began:.1f} s | – | no | {servers} |", False, False
    first = suspects[0]
    moved = first["at_us"] / 1e6
    is_right = any(name in first["name"] and labels in first["labels"] for name, labels in right)
    is_near = abs(moved - began) <= 2
    label = f"`{first['name']}`" + (f" {first['labels']}" if first["labels"] else "")
    row = (
        f"| {fault} | {label} | {moved:.1f} s | {began:.1f} s | {moved - began:+.1f} s "
        f"| {'yes' if is_right else 'no'} | {servers} |"
    )
    return row, is_right, is_right and is_near


def main():
    faults = [fault for fault in FAULTS if not wanted or fault in wanted]
    late = not wanted or "late-simulator" in wanted
    with ThreadPoolExecutor(at_once) as pool:
        rows = [pool.submit(line, fault, FAULTS[fault]) for fault in faults]
        stopped = pool.submit(run, "none", (1.5, 1.5, 1.5, 1.5)) if late else None
        print("| fault | ranked first | moved | fault began | off by | first | servers that stand out |")
        print("|---|---|--:|--:|--:|:-:|---|")
        results = []
        for row in rows:
            results.append(row.result())
            print(results[-1][0], flush=True)
    designed = [fault in list(FAULTS)[:DESIGNED_WITH] for fault in faults]
    for text, is_first in [("Right first", True), ("Of the faults written after the weights", False)]:
        part = [result for result, early in zip(results, designed) if early == is_first]
        if part:
            print(
                f"\n{text}: {sum(right for _, right, _ in part)} of {len(part)}; "
                f"of these with the onset within 2 s: {sum(near for _, _, near in part)}."
            )
    if stopped:
        report, _ = stopped.result()
        suspects = report["observed"]["suspects"]
        status, breach = report["run"]["status"], report["observed"]["breach"]
        blamed = breach is not None and bool(suspects) and not suspects[0]["is_simulator"]
        print(
            f"\nA simulator that was stopped four times for 1.5 s: status {status}, the CSMS "
            f"{'was blamed' if blamed else 'was not blamed'}."
        )


main()
