"""Five faults planted in a stub CSMS that serves metrics: which metric a report ranks first, and when it says
that it moved; and whether a simulator that is late is ever taken for a slow CSMS."""
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from datetime import datetime

fleetsim, python = sys.argv[1], sys.argv[2]
wanted = sys.argv[3:]
here, work = os.path.dirname(os.path.abspath(__file__)), tempfile.mkdtemp()
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
thresholds: [calls.latency p99 < 250ms, calls.latency p99.9 < 3s, calls.failed < 1%]
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
}


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def run(fault, stops=()):
    port, metrics = free_port(), free_port()
    name = fault if not stops else "late-simulator"
    scenario, database = f"{work}/{name}.yaml", f"{work}/{name}.sqlite"
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
            stdout=subprocess.DEVNULL,
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
        began = float(csms.stdout.readline())
    finally:
        csms.kill()
    text = subprocess.run(
        [fleetsim, "report", database, "--format", "json"], capture_output=True, text=True, check=True
    ).stdout
    report = json.loads(text)
    start = datetime.fromisoformat(report["host"]["started_at"].replace("Z", "+00:00")).timestamp()
    return report, began - start


def main():
    print("| fault | ranked first | moved | fault began | off by | first | servers that stand out |")
    print("|---|---|--:|--:|--:|:-:|---|")
    found = near = 0
    for fault, right in FAULTS.items():
        if wanted and fault not in wanted:
            continue
        report, began = run(fault)
        suspects = report["observed"]["suspects"]
        outliers = [
            subset["outlier"]["name"] for subset in report["subsets"]
            if subset["trait"] == "server" and subset["outlier"]
        ]
        if not suspects:
            print(f"| {fault} | nothing | – | {began:.1f} s | – | no | {', '.join(outliers) or '–'} |")
            continue
        first = suspects[0]
        moved = first["at_us"] / 1e6
        is_right = any(name in first["name"] and labels in first["labels"] for name, labels in right)
        found += is_right
        near += is_right and abs(moved - began) <= 2
        label = f"`{first['name']}`" + (f" {first['labels']}" if first["labels"] else "")
        print(
            f"| {fault} | {label} | {moved:.1f} s | {began:.1f} s | {moved - began:+.1f} s "
            f"| {'yes' if is_right else 'no'} | {', '.join(outliers) or '–'} |", flush=True,
        )
    print(f"\nRight first: {found} of {len(wanted or FAULTS)}; onset within 2 s: {near}.")
    if not wanted or "late-simulator" in wanted:
        report, _ = run("none", stops=(1.5, 1.5, 1.5, 1.5))
        suspects = report["observed"]["suspects"]
        status, breach = report["run"]["status"], report["observed"]["breach"]
        blamed = breach is not None and bool(suspects) and not suspects[0]["is_simulator"]
        print(
            f"\nA simulator that was stopped four times for 1.5 s: status {status}, the CSMS "
            f"{'was blamed' if blamed else 'was not blamed'}."
        )


main()
