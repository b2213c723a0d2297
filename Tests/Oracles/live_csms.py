#!/usr/bin/env python3
"""A CSMS as other people write one: PyPI's `ocpp` on `websockets`, every frame held to its schema.

It listens on a port of its own choice, prints it, and serves until standard input says anything or
ends. Then it prints a line of JSON: how many connections it had, how many CALLs of each action it
read, how many it answered with a CALLRESULT, and what went wrong.
"""

import asyncio
import json
import logging
import resource
import sys

import websockets.exceptions
from ocpp.routing import on
from ocpp.v16 import call_result
from ocpp.v16.enums import Action
from ocpp_csms import ACCEPTED, CSMS, NOW, Complaints
from websockets.asyncio.server import serve

SUBPROTOCOL = "ocpp1.6"
RESULT = 3
NEVER = 86_400


class Count:
    """What the library takes for its WebSocket, which counts what passes."""

    def __init__(self, socket, tally):
        self.socket = socket
        self.tally = tally
        self.open = {}

    async def recv(self):
        frame = await self.socket.recv()
        _, identity, action, _ = json.loads(frame)
        self.open[identity] = action
        self.tally["calls"][action] = self.tally["calls"].get(action, 0) + 1
        return frame

    async def send(self, frame):
        kind, identity, *_ = json.loads(frame)
        action = self.open.pop(identity, "nothing")
        if kind == RESULT:
            self.tally["results"][action] = self.tally["results"].get(action, 0) + 1
        else:
            self.tally["errors"].append(frame)
        await self.socket.send(frame)


class Station(CSMS):
    """Grants everything, and numbers transactions."""

    transactions = 0

    @on(Action.boot_notification)
    def booted(self, **_):
        return call_result.BootNotification(current_time=NOW, interval=NEVER, status="Accepted")

    @on(Action.start_transaction)
    def starts(self, **_):
        Station.transactions += 1
        return call_result.StartTransaction(
            transaction_id=Station.transactions, id_tag_info=ACCEPTED
        )


async def main():
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    tally = {"connections": 0, "calls": {}, "results": {}, "errors": []}
    logging.getLogger("ocpp").addHandler(Complaints(tally["errors"]))
    logging.getLogger("ocpp").propagate = False

    async def attend(socket):
        tally["connections"] += 1
        if socket.subprotocol != SUBPROTOCOL:
            tally["errors"].append(f"sub-protocol {socket.subprotocol}")
        try:
            await Station(socket.request.path.rsplit("/", 1)[-1], Count(socket, tally)).start()
        except websockets.exceptions.ConnectionClosedOK:
            pass
        except Exception as error:
            tally["errors"].append(repr(error))

    # A farewell waits for nobody's pings, and a busy machine is no reason to hang up.
    manners = {"ping_interval": None, "open_timeout": 60, "close_timeout": 5, "backlog": 4096}
    server = await serve(attend, "127.0.0.1", 0, subprotocols=[SUBPROTOCOL], **manners)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    server.close()
    await server.wait_closed()
    print(json.dumps(tally), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
