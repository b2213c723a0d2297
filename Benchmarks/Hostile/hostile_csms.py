"""Runs chargers of FleetSim against a CSMS on loopback that sends as fast as it can, and prints what that does to the run.

usage: hostile_csms.py FLEETSIM [--chargers N] [--seconds S] [--attacks NAME,NAME] [--threads K] [--calls all] [--record]

Each attack is run twice: once to its duration, once until Ctrl-C in the middle. The table says: the run's memory at its peak, how
long after its duration and after Ctrl-C it ended, the size of its run database and how many events stand in it, how it ended, and
what its summary says of the flood. `--calls` is passed on to the run; with `--record` the run is recorded, and the size of the recording
is told as well.
"""
import argparse
import base64
import hashlib
import os
import re
import selectors
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def frame(payload, opcode=1, final=True):
    """A server's frame."""
    length = len(payload)
    first = bytes([(0x80 if final else 0) | opcode])
    if length < 126:
        head = first + bytes([length])
    elif length < 65536:
        head = first + b"\x7e" + length.to_bytes(2, "big")
    else:
        head = first + b"\x7f" + length.to_bytes(8, "big")
    return head + payload


def call(action, payload):
    return frame(b'[2,"x","' + action + b'",' + payload + b"]")


def repeated(one, size=60_000):
    return one * max(1, size // len(one))


LONG = call(b"DataTransfer", b'{"vendorId":"v","data":"' + b"x" * 1_000_000 + b'"}')

# What goes over each connection, over and over.
FLOODS = {
    "tiny": repeated(frame(b"[]")),
    "pings": repeated(frame(b"", 9)),
    "calls": repeated(call(b"GetConfiguration", b"{}")),
    "triggers": repeated(call(b"TriggerMessage", b'{"requestedMessage":"StatusNotification"}')),
    "settings": repeated(call(b"ChangeConfiguration", b'{"key":"HeartbeatInterval","value":"86400"}')),
    "answers": repeated(frame(b'[3,"nobody asked",{}]')),
    "long": LONG,
    "deaf": repeated(call(b"GetConfiguration", b"{}")),
    "deaf-pings": repeated(frame(b"x" * 125, 9)),
    "unfinished": LONG[:-1],
    "fragments": frame(b"[", final=False) + repeated(frame(b"1", 0, final=False)),
}
# Sent once, and then silence.
ONCE = {"unfinished"}
# The first part is sent once, the rest over and over.
PREFIX = {"fragments": len(frame(b"[", final=False))}
NEVER_READ = {"deaf", "deaf-pings"}
ATTACKS = list(FLOODS) + ["hangs-up"]


class Line:
    """One charger's connection."""

    def __init__(self, attack):
        self.attack = attack
        self.head = b""
        self.booted = False
        self.out = b""
        self.place = 0
        self.done = False


def unmasked(data):
    """The text of the first whole frame of a client; None: it is not whole yet."""
    if len(data) < 6:
        return None
    length, at = data[1] & 0x7F, 2
    if length == 126:
        length, at = int.from_bytes(data[2:4], "big"), 4
    if len(data) < at + 4 + length:
        return None
    mask, payload = data[at : at + 4], data[at + 4 : at + 4 + length]
    return bytes(byte ^ mask[n % 4] for n, byte in enumerate(payload))


def upgrade(line, data):
    """The answer to a whole upgrade; what is behind it stays."""
    line.head += data
    if b"\r\n\r\n" not in line.head:
        return b""
    head, line.head = line.head.split(b"\r\n\r\n", 1)
    key = re.search(rb"(?i)sec-websocket-key: *(\S+)", head).group(1)
    accept = base64.b64encode(hashlib.sha1(key + MAGIC).digest())
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Protocol: ocpp1.6\r\nSec-WebSocket-Accept: " + accept + b"\r\n\r\n"
    )


def serve(listener, attack):
    """The hostile CSMS: as fast as one core sends."""
    poll = selectors.DefaultSelector()
    listener.setblocking(False)
    poll.register(listener, selectors.EVENT_READ)
    flood = memoryview(FLOODS.get(attack, b""))
    both = selectors.EVENT_READ | selectors.EVENT_WRITE

    def drop(sock):
        poll.unregister(sock)
        sock.close()

    def hear(sock, line):
        data = sock.recv(1 << 16)
        if not data:
            raise ConnectionError()
        if line.booted:
            return
        if not line.done:
            line.out += upgrade(line, data)
            line.done = bool(line.out)
            if line.done:
                poll.modify(sock, both, line)
                if attack == "hangs-up":
                    sock.send(line.out)
                    raise ConnectionError()
        else:
            line.head += data
        text = unmasked(line.head)
        if text is None:
            return
        found = re.match(rb'\[2,"([^"]+)","BootNotification"', text)
        if found:
            line.out += frame(
                b'[3,"' + found.group(1) + b'",{"status":"Accepted","interval":5,"currentTime":"2026-03-02T00:00:00Z"}]'
            )
            line.booted = True
            poll.modify(sock, selectors.EVENT_WRITE if attack in NEVER_READ else both, line)

    def say(sock, line):
        if line.out:
            line.out = line.out[sock.send(line.out) :]
        elif line.booted and len(flood):
            line.place += sock.send(flood[line.place : line.place + (1 << 18)])
            if line.place == len(flood):
                if attack in ONCE:
                    poll.modify(sock, selectors.EVENT_READ, line)
                line.place = PREFIX.get(attack, 0)
        elif not line.booted:
            poll.modify(sock, selectors.EVENT_READ, line)

    while True:
        for key, what in poll.select():
            if key.fileobj is listener:
                try:
                    sock, _ = listener.accept()
                except OSError:
                    continue
                sock.setblocking(False)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                poll.register(sock, selectors.EVENT_READ, Line(attack))
                continue
            try:
                if what & selectors.EVENT_READ:
                    hear(key.fileobj, key.data)
                if what & selectors.EVENT_WRITE:
                    say(key.fileobj, key.data)
                elif key.data.out:
                    poll.modify(key.fileobj, both, key.data)
            except BlockingIOError:
                pass
            except (OSError, AttributeError):
                drop(key.fileobj)


def memory(pid):
    try:
        with open(f"/proc/{pid}/status") as status:
            return int(re.search(r"VmHWM:\s*(\d+) kB", status.read()).group(1)) / 1024
    except (OSError, AttributeError):
        return 0.0


def run(arguments, folder, attack, interrupts):
    """One run; gives its peak, how late it ended, its exit code and its database."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
    csms = os.fork()
    if csms == 0:
        try:
            serve(listener, attack)
        finally:
            os._exit(0)
    port = listener.getsockname()[1]
    listener.close()
    scenario = os.path.join(folder, "flood.yaml")
    database = os.path.join(folder, f"{attack}-{interrupts}.sqlite")
    with open(scenario, "w") as text:
        text.write(
            f"duration: {arguments.seconds}s\nwindow: 10s\nload: [{{step: 100%, hold: {arguments.seconds}s}}]\n"
            f"fleet: [{{count: {arguments.chargers}, model: generic-ac}}]\n"
        )
    options = ["--csms", f"ws://127.0.0.1:{port}/", "--out", database, "--threads", str(arguments.threads)]
    if arguments.calls:
        options += ["--calls", arguments.calls]
    if arguments.record:
        options += ["--record", recording(database)]
    start = time.monotonic()
    process = subprocess.Popen(
        [arguments.program, "run", scenario, *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    asked = start + arguments.seconds * (0.5 if interrupts else 1)
    peak = 0.0
    try:
        while process.poll() is None:
            peak = max(peak, memory(process.pid))
            if interrupts and time.monotonic() >= asked:
                asked = time.monotonic()
                process.send_signal(signal.SIGINT)
                interrupts = False
            if time.monotonic() > start + arguments.seconds + 60:
                process.kill()
            time.sleep(0.02)
        late = time.monotonic() - asked
    finally:
        if process.poll() is None:
            process.kill()
        os.kill(csms, signal.SIGKILL)
        os.waitpid(csms, 0)
    return peak, late, process.returncode, database, process.stdout.read()


def recording(database):
    return database + ".recording"


def size(path):
    return os.path.getsize(path) / 1000 if os.path.exists(path) else float("nan")


def events(database):
    try:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as file:
            return file.execute("SELECT count(*) FROM event").fetchone()[0]
    except sqlite3.Error:
        return -1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--chargers", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--calls", choices=["all", "errors"])
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--attacks", default=",".join(ATTACKS))
    arguments = parser.parse_args()
    print(f"{'':13}{'peak MB':>9}{'end s':>8}{'^C s':>8}{'file kB':>9}{'record kB' if arguments.record else '':>{11 * arguments.record}}{'events':>8}{'exit':>6}  of the flood")
    with tempfile.TemporaryDirectory() as folder:
        for attack in arguments.attacks.split(","):
            peak, late, status, database, said = run(arguments, folder, attack, False)
            other, broken, _, _, _ = run(arguments, folder, attack, True)
            told = re.search(r"The CSMS sent[^\n]*", said)
            written = f"{size(recording(database)):>11.0f}" if arguments.record else ""
            print(
                f"{attack:<13}{max(peak, other):>9.0f}{late:>8.2f}{broken:>8.2f}{size(database):>9.0f}{written}{events(database):>8}{status:>6}"
                f"  {told.group(0) if told else '-'}",
                flush=True,
            )


if __name__ == "__main__":
    main()
