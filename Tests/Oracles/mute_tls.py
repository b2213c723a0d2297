#!/usr/bin/env python3
"""A server of Python's asyncio that lets in clients with a certificate only, and sends no alert.

It is given the file of its certificate, prints its port, and serves until standard input ends.
"""

import asyncio
import ssl
import sys


async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1])
    context.verify_mode = ssl.CERT_REQUIRED
    # What it fails at is what it is for.
    asyncio.get_running_loop().set_exception_handler(lambda *_: None)
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0, ssl=context)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)


asyncio.run(main())
