"""Sends frames that cannot be read to a CSMS at a port of loopback, as so many chargers, and waits until each has been heard.

usage: bad_frames.py PORT CHARGERS
"""
import socket
import sys


def frame(payload):
    """A short frame of a client, whose mask is zero."""
    return bytes([0x81, 0x80 | len(payload)]) + bytes(4) + payload


for number in range(int(sys.argv[2])):
    with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as line:
        line.sendall(
            (
                f"GET /ocpp/bad-{number} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                "Sec-WebSocket-Protocol: ocpp1.6\r\n\r\n"
            ).encode()
        )
        line.sendall(frame(b"x" * 100) * 3 + frame(b'[2,"h","Heartbeat",{}]'))
        heard = b""
        while b'"h"' not in heard:
            more = line.recv(4096)
            if not more:
                sys.exit(f"charger {number} was hung up on")
            heard += more
