"""A CSMS on PyPI's `ocpp` and `websockets` with four workers; each connection is one worker's, and each call takes a
worker 20 ms, one after another. It says in the answer to an upgrade which worker that is.

Usage: csms.py PORT. Heartbeats are to come each 4 s. At SIGUSR1 the third worker is stuck for 15 s.
"""
import asyncio
import logging
import signal
import sys
from datetime import datetime, timezone

import websockets
from ocpp.routing import on
from ocpp.v16 import ChargePoint, call_result

SERVICE, WORKERS, STUCK, STUCK_FOR = 0.02, 4, 2, 15


class Charger(ChargePoint):
    def __init__(self, identity, socket, worker):
        super().__init__(identity, socket)
        self.worker = worker

    async def work(self):
        async with self.worker:
            # A timer is late by a little; the next call makes up for it.
            loop = asyncio.get_running_loop()
            start = max(loop.time() - 0.002, getattr(self.worker, "end", 0))
            self.worker.end = start + SERVICE
            await asyncio.sleep(self.worker.end - loop.time())

    @on("BootNotification")
    async def boot(self, **_):
        await self.work()
        return call_result.BootNotification(now(), 4, "Accepted")

    @on("Heartbeat")
    async def heartbeat(self, **_):
        await self.work()
        return call_result.Heartbeat(now())

    @on("StatusNotification")
    async def status(self, **_):
        await self.work()
        return call_result.StatusNotification()


def now():
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


async def main():
    logging.disable(logging.CRITICAL)
    workers = [asyncio.Lock() for _ in range(WORKERS)]
    turns = iter(range(1 << 30))

    async def stick():
        async with workers[STUCK]:
            await asyncio.sleep(STUCK_FOR)

    def name(socket, request, response):
        socket.turn = next(turns) % WORKERS
        response.headers["X-Served-By"] = f"worker-{socket.turn + 1}"

    async def serve(socket):
        try:
            identity = socket.request.path.rsplit("/", 1)[-1]
            await Charger(identity, socket, workers[socket.turn]).start()
        except websockets.ConnectionClosed:
            pass

    asyncio.get_running_loop().add_signal_handler(
        signal.SIGUSR1, lambda: asyncio.ensure_future(stick())
    )
    async with websockets.serve(
        serve, "127.0.0.1", int(sys.argv[1]), subprotocols=["ocpp1.6"], process_response=name,
        ping_interval=None,
    ):
        await asyncio.Future()


asyncio.run(main())
