#!/usr/bin/env python3
"""A load generator as one writes it in Python: `ocpp` over `websockets`, heartbeats in a closed loop.

client.py PORT CONNECTIONS SECONDS; prints round trips, CPU seconds and seconds of the measured part.
"""

import asyncio
import os
import sys
import time

import websockets
from ocpp.v16 import ChargePoint, call


async def charger(number, port, booted, begin, trips):
    async with websockets.connect(
        f"ws://127.0.0.1:{port}/ocpp/PYTHON-{number:06}", subprotocols=["ocpp1.6"]
    ) as socket:
        point = ChargePoint(f"PYTHON-{number:06}", socket)
        reader = asyncio.ensure_future(point.start())
        await point.call(call.BootNotification(charge_point_vendor="Bench", charge_point_model="P"))
        booted.release()
        await begin.wait()
        try:
            while True:
                await point.call(call.Heartbeat())
                trips[0] += 1
        finally:
            reader.cancel()


async def main(port, connections, seconds):
    booted, begin, trips = asyncio.Semaphore(0), asyncio.Event(), [0]
    chargers = [
        asyncio.ensure_future(charger(number, port, booted, begin, trips))
        for number in range(connections)
    ]
    for _ in chargers:
        await booted.acquire()
    begin.set()
    await asyncio.sleep(1)
    before, used, start = trips[0], time.process_time(), time.monotonic()
    await asyncio.sleep(seconds)
    print(trips[0] - before, f"{time.process_time() - used:.3f} {time.monotonic() - start:.3f}")
    # Two hundred farewells are not measured.
    sys.stdout.flush()
    os._exit(0)


asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
