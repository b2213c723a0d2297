"""Floods `fleetsim serve-csms` on loopback and prints what that does to it and to a charger that behaves.

usage: hostile.py FLEETSIM [--clients N,N] [--seconds S] [--attacks NAME,NAME] [--workers K]

For each attack and number of clients a server is started, flooded by another process and, at the same time, asked for heartbeats
by one charger, one after the other. The table says: frames or connections that the server took from the flood, the charger's
latency, the server's memory at its peak and five seconds after, and how long it took to end on SIGTERM during the flood.
"""
import argparse
import os
import re
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time

MASK = b"\0\0\0\0"
BOOT = b'[2,"b","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]'
HEARTBEAT = b'[2,"h","Heartbeat",{}]'


def frame(payload, opcode=1):
    """A client's frame; a mask of zeros is a mask, and costs the flood nothing."""
    length = len(payload)
    if length < 126:
        head = bytes([0x80 | opcode, 0x80 | length])
    elif length < 65536:
        head = bytes([0x80 | opcode, 0xFE]) + length.to_bytes(2, "big")
    else:
        head = bytes([0x80 | opcode, 0xFF]) + length.to_bytes(8, "big")
    return head + MASK + payload


def start_transaction(connector):
    return frame(
        b'[2,"%d","StartTransaction",{"connectorId":%d,"idTag":"A","meterStart":0,"timestamp":"2026-01-01T00:00:00Z"}]'
        % (connector, connector)
    )


def repeated(one, size=60_000):
    return one * max(1, size // len(one))


LONG = b'[2,"l","DataTransfer",{"vendorId":"v","data":"' + b"x" * (1_000_000) + b'"}]'

# What each client sends over and over once it has booted.
FLOODS = {
    "pings": repeated(frame(b"", 9)),
    "tiny": repeated(frame(b"[]")),
    "calls": repeated(frame(HEARTBEAT)),
    "long": frame(LONG),
    "unfinished": frame(LONG)[:-1],
    "transactions": b"".join(start_transaction(n) for n in range(1, 50_001)),
    "deaf": repeated(frame(HEARTBEAT)),
    "deaf-pings": repeated(frame(b"x" * 125, 9)),
}
# Sent once, and then silence.
ONCE = {"unfinished"}
NEVER_READ = {"deaf", "deaf-pings"}
# Attacks on the way in: what is sent before the connection is closed and made anew, or left to drip.
DOORS = {"drip", "idle", "reconnect", "passwords", "hello"}
ATTACKS = list(FLOODS) + sorted(DOORS)


def request(name, password=None):
    text = (
        f"GET /ocpp/{name} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: ocpp1.6\r\n"
    )
    if password is not None:
        import base64

        text += "Authorization: Basic " + base64.b64encode(f"{name}:{password}".encode()).decode() + "\r\n"
    return (text + "\r\n").encode()


def upgraded(port, name, password=None, patience=20):
    """A connection that the server has upgraded."""
    line = socket.create_connection(("127.0.0.1", port), timeout=patience)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    line.sendall(request(name, password))
    head = b""
    while b"\r\n\r\n" not in head:
        more = line.recv(4096)
        if not more:
            raise ConnectionError("hung up on the upgrade")
        head += more
    if b" 101 " not in head.split(b"\r\n")[0]:
        raise ConnectionError(head.split(b"\r\n")[0].decode())
    return line


def flood(port, attack, clients, seconds):
    """The flooding process: as fast as one core sends."""
    end = time.monotonic() + seconds
    if attack in DOORS:
        return knock(port, attack, clients, end)
    poll = selectors.DefaultSelector()
    payload = memoryview(FLOODS[attack])
    sent = {}
    made = 0

    def open_one():
        nonlocal made
        made += 1
        line = upgraded(port, f"flood-{os.getpid()}-{made % clients}", "secret")
        line.sendall(frame(BOOT))
        line.setblocking(False)
        both = selectors.EVENT_WRITE | (0 if attack in NEVER_READ else selectors.EVENT_READ)
        poll.register(line, both)
        sent[line] = 0

    for _ in range(clients):
        open_one()
    while time.monotonic() < end:
        for key, what in poll.select(0.2):
            line = key.fileobj
            try:
                if what & selectors.EVENT_READ and not line.recv(1 << 16):
                    raise ConnectionError()
                if what & selectors.EVENT_WRITE:
                    sent[line] = (sent[line] + line.send(payload[sent[line] : sent[line] + (1 << 18)])) % len(payload)
                    if sent[line] == 0 and attack in ONCE:
                        poll.modify(line, selectors.EVENT_READ)
            except BlockingIOError:
                pass
            except OSError:
                poll.unregister(line)
                line.close()
                try:
                    open_one()
                except OSError:
                    pass


def knock(port, attack, clients, end):
    """Connections that never become any, or not for long."""
    count = {"drip": 10, "idle": 20, "hello": 10}.get(attack, 1) * clients
    lines = []
    text = b"\x16\x03\x01\x02\x00\x01" if attack == "hello" else request("drip")
    number = 0
    while time.monotonic() < end:
        try:
            if attack == "reconnect":
                number += 1
                upgraded(port, f"again-{number % clients}", "secret").close()
                continue
            if len(lines) >= count:
                if attack == "passwords":
                    lines.pop(0).close()
                else:
                    line, at = lines.pop(0)
                    if attack == "drip":
                        line.send(text[at : at + 1])
                        lines.append((line, (at + 1) % (len(text) - 4)))
                    else:
                        lines.append((line, at))
                        time.sleep(0.001)
                    continue
            line = socket.create_connection(("127.0.0.1", port), timeout=5)
            if attack == "passwords":
                number += 1
                line.sendall(request("victim", f"guess-{number}"))
                lines.append(line)
            else:
                if attack == "hello":
                    line.send(text)
                lines.append((line, 0))
        except OSError:
            time.sleep(0.001)


class Server:
    def __init__(self, program, options):
        self.errors = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            [program, "serve-csms", "--listen", "127.0.0.1:0", "--password", "secret"] + options,
            stderr=self.errors,
            stdout=subprocess.PIPE,
            text=True,
        )
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            self.errors.seek(0)
            found = re.search(r"listens at wss?://[^:]*:(\d+)/", self.errors.read())
            if found:
                self.port = int(found.group(1))
                return
            time.sleep(0.05)
        self.process.kill()
        raise SystemExit("the server did not start")

    def memory(self, what="VmRSS"):
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(what + r":\s*(\d+) kB", status.read()).group(1)) / 1024

    def end(self):
        start = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            said, _ = self.process.communicate(timeout=20)
            return time.monotonic() - start, said.strip()
        except subprocess.TimeoutExpired:
            self.process.kill()
            return float("inf"), "killed"


def heartbeats(port, seconds):
    """Latencies of a charger that makes one call after the other."""
    latencies = []
    start = time.monotonic()
    try:
        line = upgraded(port, "well-behaved", "secret")
    except OSError as error:
        return [], f"not let in: {error}"
    opened = time.monotonic() - start
    line.sendall(frame(BOOT))
    line.recv(65536)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        begin = time.monotonic()
        line.sendall(frame(HEARTBEAT))
        try:
            if not line.recv(65536):
                return latencies, "cut off"
        except OSError as error:
            return latencies, f"no answer: {error}"
        latencies.append(time.monotonic() - begin)
        time.sleep(0.02)
    line.close()
    return latencies, f"let in after {opened * 1000:.0f} ms"


def trial(program, options, attack, clients, seconds):
    server = Server(program, options)
    pid = os.fork()
    if pid == 0:
        try:
            flood(server.port, attack, clients, seconds + 8)
        except Exception as error:
            print(f"  the flood ended: {error!r}", file=sys.stderr)
        os._exit(0)
    try:
        time.sleep(2)
        latencies, remark = heartbeats(server.port, seconds - 2)
        peak = server.memory("VmHWM")
        os.kill(pid, signal.SIGSTOP)
        time.sleep(0.2)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        pid = None
        time.sleep(5)
        after = server.memory()
        # Flooded once more, for the end.
        pid = os.fork()
        if pid == 0:
            try:
                flood(server.port, attack, clients, 10)
            except Exception:
                pass
            os._exit(0)
        time.sleep(2)
        took, said = server.end()
    finally:
        if pid:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        if server.process.poll() is None:
            server.process.kill()
    latencies.sort()
    at = lambda share: latencies[min(len(latencies) - 1, int(len(latencies) * share))] * 1000 if latencies else float("nan")
    server.errors.seek(0, 2)
    print(
        f"{attack:<13}{clients:>8}{at(0.5):>9.1f}{at(0.99):>9.1f}{at(1):>9.1f}{peak:>9.0f}{after:>9.0f}{took:>9.2f}"
        f"{server.errors.tell() / 1000:>9.0f}  {said}; {remark}",
        flush=True,
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--clients", default="30,300")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--attacks", default=",".join(ATTACKS))
    parser.add_argument("--options", default="")
    arguments = parser.parse_args()
    print(f"{'':13}{'clients':>8}{'p50 ms':>9}{'p99 ms':>9}{'max ms':>9}{'peak MB':>9}{'after':>9}{'end s':>9}{'log kB':>9}")
    for attack in arguments.attacks.split(","):
        for clients in arguments.clients.split(","):
            trial(arguments.program, arguments.options.split(), attack, int(clients), arguments.seconds)


if __name__ == "__main__":
    main()
