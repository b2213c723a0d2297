"""Measures live runs: `live.sh` calls it with the path of fleetsim, a folder with the client and a certificate, and perhaps --quick.

Prints Markdown tables. Everything is counted in CPU seconds of the process at hand, as the kernel accounts them, so that
what else the machine does matters less; lag and rates are of the clock, and suffer from it.
"""

import contextlib
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request

FLEETSIM, FOLDER = os.path.abspath(sys.argv[1]), sys.argv[2]
QUICK = "--quick" in sys.argv
HERE = os.path.dirname(os.path.abspath(__file__))
TICKS = os.sysconf("SC_CLK_TCK")
MEASURED = 5 if QUICK else 15
OVER_TLS = ["--tls-certificate", f"{FOLDER}/cert.pem", "--tls-key", f"{FOLDER}/key.pem"]


class Process:
    """A fleetsim that says on stderr where it can be reached."""

    def __init__(self, said, *arguments):
        self.process = subprocess.Popen(
            [FLEETSIM, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.lines = []
        for line in self.process.stderr:
            self.lines.append(line)
            found = re.search(said, line)
            if found:
                self.place = found[1]
                return
        sys.exit(f"fleetsim {' '.join(map(str, arguments))} failed:\n{''.join(self.lines)}")

    def cpu(self):
        with open(f"/proc/{self.process.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident(self):
        with open(f"/proc/{self.process.pid}/status") as file:
            return int(re.search(r"VmRSS:\s+(\d+) kB", file.read())[1]) * 1024

    def end(self):
        self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=60)


@contextlib.contextmanager
def csms(scenario, *arguments):
    server = Process(
        r"listens at (\S+)", "serve-csms", f"{HERE}/{scenario}.yaml", "--listen", "127.0.0.1:0", *arguments)
    try:
        yield server
    finally:
        server.end()


@contextlib.contextmanager
def fleet(server, scenario, chargers, *arguments, speed=1, workers=1):
    run = Process(
        r"metrics at (\S+)", "run", f"{HERE}/{scenario}.yaml", "--csms", server.place + "ocpp", "--chargers", chargers,
        "--workers", workers, "--speed", speed, "--quiet", "--metrics", "127.0.0.1:0", "--out", f"{FOLDER}/run.sqlite", *arguments)
    try:
        yield run
    finally:
        run.end()


def figure(run, name):
    """A metric of a run, over all its labels."""
    with urllib.request.urlopen(run.place) as page:
        rows = page.read().decode().splitlines()
    return sum(float(row.rsplit(" ", 1)[1]) for row in rows if re.match(name + r"[ {]", row))


def connect(run, chargers):
    """Waits until all are connected; gives the most that came in a second."""
    fastest, before, deadline = 0, 0, time.monotonic() + 180
    while before < chargers:
        if time.monotonic() > deadline:
            sys.exit(f"only {before:.0f} of {chargers} chargers connected")
        opened = figure(run, "fleetsim_connections_opened_total")
        fastest, before = max(fastest, opened - before), opened
        time.sleep(1)
    return fastest


def client(*command):
    trips, used, seconds = map(float, subprocess.check_output(list(map(str, command))).split())
    return trips / used, trips / seconds


def simulator(server, chargers, speed):
    with fleet(server, "heartbeats", chargers, speed=speed) as run:
        connect(run, chargers)
        time.sleep(2)
        calls, used, start = figure(run, "fleetsim_calls_total"), run.cpu(), time.monotonic()
        time.sleep(MEASURED)
        calls = figure(run, "fleetsim_calls_total") - calls
        return calls / (run.cpu() - used), calls / (time.monotonic() - start)


def throughput():
    print("### Calls per CPU second of the client, heartbeats answered at once\n")
    with csms("heartbeats") as server:
        port = server.place.rsplit(":", 1)[1].strip("/")
        bare = client(f"{FOLDER}/client", port, 2000, MEASURED)
        ours = simulator(server, 2000, speed=40)
        python = client(sys.executable, f"{HERE}/client.py", port, 200, MEASURED)
    print("| client | calls per CPU second | calls per second | FleetSim ÷ it |")
    print("|---|--:|--:|--:|")
    for name, (per_cpu, per_second) in (
            ("C on epoll that looks into nothing, 2,000 connections", bare),
            ("FleetSim, 2,000 chargers at saturation", ours),
            ("Python, `ocpp` on `websockets`, 200 connections", python)):
        print(f"| {name} | {per_cpu:,.0f} | {per_second:,.0f} | {ours[0] / per_cpu:.2f} |")


def memory():
    print("\n### Memory and connecting\n")
    print("| | chargers | bytes per charger beyond the first 1,000 | connected in the best second |")
    print("|---|--:|--:|--:|")
    for name, most, workers, to_server, to_run in (
            ("plain", 3000 if QUICK else 15000, 1, [], []),
            ("plain, two workers on each side", 6000 if QUICK else 30000, 2, ["--workers", 2], []),
            ("TLS", 2000 if QUICK else 10000, 1, OVER_TLS, ["--set", f"csms.security.ca={FOLDER}/cert.pem"])):
        resident, fastest = [], 0
        for chargers in (1000, most):
            with csms("quiet", *to_server, "--set", f"fleet.0.count={chargers}") as server:
                with fleet(server, "quiet", chargers, *to_run, workers=workers) as run:
                    fastest = connect(run, chargers)
                    time.sleep(5)
                    resident.append(run.resident())
        print(f"| {name} | {most:,} | {(resident[1] - resident[0]) / (most - 1000):,.0f} | {fastest:,.0f} |")


def lags(since):
    """Of the windows from a moment on: the middle and the worst p99 in ms, late events, all events."""
    with contextlib.closing(sqlite3.connect(f"{FOLDER}/run.sqlite")) as database:
        rows = database.execute(
            "SELECT lag_p99_us, late, events FROM lag_window WHERE run = (SELECT max(id) FROM run) "
            "AND window_us >= ? ORDER BY lag_p99_us", (since * 1_000_000,)).fetchall()
    return rows[len(rows) // 2][0] / 1000, rows[-1][0] / 1000, sum(row[1] for row in rows), sum(row[2] for row in rows)


def lag():
    print("\n### How late the simulator itself is\n")
    print("| | p99 of a window, ms: the middle one | the worst | late by more than 10 ms | of events |")
    print("|---|--:|--:|--:|--:|")
    with csms("heartbeats") as server:
        with fleet(server, "heartbeats", 5000) as run:
            connect(run, 5000)
            time.sleep(2 + MEASURED)
    report("5,000 calls/s offered", lags(5))
    chargers = 1000 if QUICK else 10000
    with csms("storm") as server:
        with fleet(server, "storm", chargers) as run:
            run.process.wait(timeout=180)
    report(f"a storm: {chargers:,} reconnect within 10 s", lags(30))
    print(f"\nNot connected after the storm: {stragglers()} of {chargers:,}.")


def stragglers():
    """Of those that should be connected at the end of the run, how many are not."""
    with contextlib.closing(sqlite3.connect(f"{FOLDER}/run.sqlite")) as database:
        return database.execute(
            "SELECT (SELECT count(*) FROM charger WHERE run = r.id) - (SELECT connected FROM connection_window "
            "WHERE run = r.id ORDER BY window_us DESC LIMIT 1) FROM run r ORDER BY id DESC LIMIT 1").fetchone()[0]


def report(name, figures):
    middle, worst, late, events = figures
    print(f"| {name} | {middle:.2f} | {worst:.2f} | {late:,} | {events:,} |")


throughput()
memory()
lag()
