"""A CSMS on PyPI's `ocpp` and `websockets` with four workers, a pool of database connections and a page of
metrics, in which something goes wrong at a known time.

Usage: csms.py PORT METRICS-PORT FAULT AT FOR; FAULT is none, slow-database, exhausted-pool, pauses,
stuck-worker or rate-limiter; AT and FOR are seconds, from the first connection on. It prints the time of
day at which the fault began.
"""
import asyncio
import logging
import math
import random
import sys
import time
from datetime import datetime, timezone

import websockets
from ocpp.exceptions import GenericError
from ocpp.routing import on
from ocpp.v16 import ChargePoint, call_result

port, metrics_port, fault = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
fault_at, fault_for = float(sys.argv[4]), float(sys.argv[5])
BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, math.inf]
draw = random.Random(3)


class Histogram:
    def __init__(self):
        self.counts, self.sum = [0] * len(BOUNDS), 0.0

    def add(self, seconds):
        self.sum += seconds
        for place, bound in enumerate(BOUNDS):
            self.counts[place] += seconds <= bound

    def lines(self, name):
        yield f"# TYPE {name} histogram"
        for bound, count in zip(BOUNDS, self.counts):
            yield f'{name}_bucket{{le="{"+Inf" if math.isinf(bound) else bound}"}} {count}'
        yield f"{name}_sum {self.sum}"
        yield f"{name}_count {self.counts[-1]}"


class Worker:
    def __init__(self, number):
        self.number, self.slots, self.waiting, self.done = number, asyncio.Semaphore(8), 0, 0
        self.runs = asyncio.Event()
        self.runs.set()


class State:
    first = None
    is_faulty = False
    pool_size, pool_in_use, pool_waiting = 10, 0, 0
    query_seconds, request_seconds, pause_seconds = Histogram(), Histogram(), Histogram()
    requests, limited, in_flight, connections = {}, 0, 0, 0


async def query(pool):
    State.pool_waiting += 1
    async with pool:
        State.pool_waiting -= 1
        State.pool_in_use += 1
        began = time.monotonic()
        slow = fault == "slow-database" and State.is_faulty
        await asyncio.sleep(draw.lognormvariate(math.log(0.4 if slow else 0.004), 0.3))
        State.query_seconds.add(time.monotonic() - began)
        State.pool_in_use -= 1


class Charger(ChargePoint):
    def __init__(self, identity, socket, worker, pool):
        super().__init__(identity, socket)
        self.worker, self.pool = worker, pool

    async def work(self, action):
        State.requests[action] = State.requests.get(action, 0) + 1
        if fault == "rate-limiter" and State.is_faulty and draw.random() < 0.7:
            State.limited += 1
            raise GenericError("too many requests")
        began = time.monotonic()
        State.in_flight += 1
        self.worker.waiting += 1
        try:
            async with self.worker.slots:
                await self.worker.runs.wait()
                self.worker.waiting -= 1
                await query(self.pool)
                self.worker.done += 1
        finally:
            State.in_flight -= 1
            State.request_seconds.add(time.monotonic() - began)

    @on("BootNotification")
    async def boot(self, **_):
        await self.work("BootNotification")
        return call_result.BootNotification(now(), 2, "Accepted")

    @on("Heartbeat")
    async def heartbeat(self, **_):
        await self.work("Heartbeat")
        return call_result.Heartbeat(now())

    @on("StatusNotification")
    async def status(self, **_):
        await self.work("StatusNotification")
        return call_result.StatusNotification()


def now():
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def page(workers):
    yield from State.query_seconds.lines("csms_db_query_seconds")
    yield from State.request_seconds.lines("csms_request_seconds")
    yield from State.pause_seconds.lines("csms_gc_pause_seconds")
    for name, value in [
        ("csms_db_pool_size", State.pool_size), ("csms_db_pool_in_use", State.pool_in_use),
        ("csms_db_pool_waiting", State.pool_waiting), ("csms_requests_in_flight", State.in_flight),
        ("csms_connections", State.connections), ("csms_cache_entries", draw.randint(900, 1100)),
        ("process_resident_memory_bytes", 8e7 + draw.randint(0, 10**6)),
        ("csms_queue_mails", draw.randint(0, 3)),
    ]:
        yield f"# TYPE {name} gauge"
        yield f"{name} {value}"
    yield "# TYPE csms_worker_waiting gauge"
    for worker in workers:
        yield f'csms_worker_waiting{{worker="{worker.number}"}} {worker.waiting}'
    yield "# TYPE csms_worker_done_total counter"
    for worker in workers:
        yield f'csms_worker_done_total{{worker="{worker.number}"}} {worker.done}'
    yield "# TYPE csms_requests_total counter"
    for action, count in State.requests.items():
        yield f'csms_requests_total{{action="{action}"}} {count}'
    yield "# TYPE csms_rate_limited_total counter"
    yield f"csms_rate_limited_total {State.limited}"
    yield "# TYPE process_cpu_seconds_total counter"
    yield f"process_cpu_seconds_total {time.process_time()}"


async def go_wrong(workers, pool):
    await asyncio.sleep(fault_at)
    print(time.time(), flush=True)
    State.is_faulty = fault != "none"
    end = time.monotonic() + fault_for
    if fault == "exhausted-pool":
        for _ in range(State.pool_size):
            await pool.acquire()
            State.pool_in_use += 1
    if fault == "stuck-worker":
        workers[2].runs.clear()
    while time.monotonic() < end:
        if fault == "pauses":
            time.sleep(0.7)
            State.pause_seconds.add(0.7)
        await asyncio.sleep(0.5)
    State.is_faulty = False
    workers[2].runs.set()
    if fault == "exhausted-pool":
        for _ in range(State.pool_size):
            State.pool_in_use -= 1
            pool.release()


async def main():
    logging.disable(logging.CRITICAL)
    workers, pool = [Worker(number) for number in range(1, 5)], asyncio.Semaphore(State.pool_size)
    tasks = []

    async def serve(socket):
        if State.first is None:
            State.first = time.monotonic()
            tasks.append(asyncio.create_task(go_wrong(workers, pool)))
        State.connections += 1
        try:
            identity = socket.request.path.rsplit("/", 1)[-1]
            await Charger(identity, socket, workers[socket.turn % 4], pool).start()
        except websockets.ConnectionClosed:
            pass
        finally:
            State.connections -= 1

    turns = iter(range(1 << 30))

    def name(socket, request, response):
        socket.turn = next(turns)
        response.headers["X-Served-By"] = f"worker-{socket.turn % 4 + 1}"

    async def metrics(reader, writer):
        while (await reader.readline()).strip():
            pass
        body = "\n".join(page(workers)) + "\n"
        writer.write(
            f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode()
        )
        await writer.drain()
        writer.close()

    await asyncio.start_server(metrics, "127.0.0.1", metrics_port)
    async with websockets.serve(
        serve, "127.0.0.1", port, subprotocols=["ocpp1.6"], process_response=name, ping_interval=None
    ):
        await asyncio.Future()


asyncio.run(main())
