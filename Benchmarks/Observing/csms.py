"""A CSMS on PyPI's `ocpp` and `websockets` with four workers, a pool of database connections and a page of
metrics, in which something goes wrong at a known time.

Usage: csms.py PORT METRICS-PORT FAULT AT FOR; FAULT is none, slow-database, exhausted-pool, pauses,
stuck-worker, rate-limiter, slow-service, cold-cache, table-lock or failing-writes; AT and FOR are seconds,
from the first connection on. It prints the time of day at which the fault began.

A call waits for a place at its worker. Then it asks a cache, on a miss it reads ten rows; it asks another service
in one of three cases, and writes. Reading and writing need a connection of the pool and, within the database, a lock
that a batch may hold.
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
    lock_seconds, service_seconds = Histogram(), Histogram()
    requests, limited, in_flight, connections = {}, 0, 0, 0
    hits, misses, write_errors, services, batches, locks_waiting = 0, 0, 0, 0, 0, 0


def is_on(name):
    return fault == name and State.is_faulty


async def query(pool, lock, rows=1):
    State.pool_waiting += 1
    async with pool:
        State.pool_waiting -= 1
        State.pool_in_use += 1
        try:
            began = time.monotonic()
            State.locks_waiting += 1
            async with lock:
                State.locks_waiting -= 1
            State.lock_seconds.add(time.monotonic() - began)
            slow = is_on("slow-database")
            await asyncio.sleep(rows * draw.lognormvariate(math.log(0.8 if slow else 0.015), 0.3))
            State.query_seconds.add(time.monotonic() - began)
        finally:
            State.pool_in_use -= 1


async def ask_service():
    began = time.monotonic()
    State.services += 1
    slow = is_on("slow-service")
    await asyncio.sleep(draw.lognormvariate(math.log(2.0 if slow else 0.02), 0.3))
    State.services -= 1
    State.service_seconds.add(time.monotonic() - began)


class Charger(ChargePoint):
    def __init__(self, identity, socket, worker, pool, lock):
        super().__init__(identity, socket)
        self.worker, self.pool, self.lock = worker, pool, lock

    async def work(self, action):
        State.requests[action] = State.requests.get(action, 0) + 1
        if is_on("rate-limiter") and draw.random() < 0.7:
            State.limited += 1
            raise GenericError("too many requests")
        began = time.monotonic()
        State.in_flight += 1
        self.worker.waiting += 1
        try:
            async with self.worker.slots:
                await self.worker.runs.wait()
                self.worker.waiting -= 1
                if draw.random() < (0 if is_on("cold-cache") else 0.97):
                    State.hits += 1
                else:
                    State.misses += 1
                    await query(self.pool, self.lock, rows=30)
                if draw.random() < 1 / 3:
                    await ask_service()
                await query(self.pool, self.lock)
                if is_on("failing-writes") and draw.random() < 0.6:
                    State.write_errors += 1
                    raise GenericError("not written")
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
    yield from State.lock_seconds.lines("csms_db_lock_wait_seconds")
    yield from State.service_seconds.lines("csms_tariff_service_seconds")
    for name, value in [
        ("csms_db_pool_size", State.pool_size), ("csms_db_pool_in_use", State.pool_in_use),
        ("csms_db_pool_waiting", State.pool_waiting), ("csms_requests_in_flight", State.in_flight),
        ("csms_connections", State.connections), ("csms_cache_entries", draw.randint(900, 1100)),
        ("process_resident_memory_bytes", 8e7 + draw.randint(0, 10**6)),
        ("csms_queue_mails", draw.randint(0, 3)), ("csms_batches_running", State.batches),
        ("csms_db_locks_waiting", State.locks_waiting), ("csms_tariff_calls_open", State.services),
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
    for name, value in [
        ("csms_rate_limited_total", State.limited), ("csms_cache_hits_total", State.hits),
        ("csms_cache_misses_total", State.misses), ("csms_write_errors_total", State.write_errors),
        ("process_cpu_seconds_total", time.process_time()),
    ]:
        yield f"# TYPE {name} counter"
        yield f"{name} {value}"


async def go_wrong(workers, pool, lock):
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
        if fault == "table-lock":
            State.batches = 1
            async with lock:
                await asyncio.sleep(2)
        await asyncio.sleep(0.5)
    State.batches = 0
    State.is_faulty = False
    workers[2].runs.set()
    if fault == "exhausted-pool":
        for _ in range(State.pool_size):
            State.pool_in_use -= 1
            pool.release()


async def main():
    logging.disable(logging.CRITICAL)
    workers, pool = [Worker(number) for number in range(1, 5)], asyncio.Semaphore(State.pool_size)
    lock = asyncio.Lock()
    tasks = []

    async def serve(socket):
        if State.first is None:
            State.first = time.monotonic()
            tasks.append(asyncio.create_task(go_wrong(workers, pool, lock)))
        State.connections += 1
        try:
            identity = socket.request.path.rsplit("/", 1)[-1]
            await Charger(identity, socket, workers[socket.turn % 4], pool, lock).start()
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
