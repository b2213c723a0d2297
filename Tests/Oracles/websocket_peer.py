"""The other end of WebSocket conversations, by `websockets`: one in JSON per line, answered likewise.

A conversation holds what we send; the answer says what the peer understood, and what it sends. As a
server it sends back every message it gets, in frames of `fragment` bytes with a ping after the first.
As a client it sends the messages it was told to, likewise, once our answer has let it in.
"""

import json
import sys
from http import HTTPStatus

from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.http11 import Request, Response
from websockets.protocol import State
from websockets.server import ServerProtocol
from websockets.uri import parse_uri

NAMES = {Opcode.TEXT: "text", Opcode.BINARY: "binary", Opcode.PING: "ping", Opcode.PONG: "pong"}


def messages(frames):
    """Frames as events, fragments put together: text must be UTF-8."""
    kind, parts = None, []
    for frame in frames:
        if frame.opcode is Opcode.CLOSE:
            continue
        if frame.opcode in (Opcode.PING, Opcode.PONG):
            yield [NAMES[frame.opcode], bytes(frame.data).hex()]
            continue
        if frame.opcode is not Opcode.CONT:
            kind, parts = NAMES[frame.opcode], []
        parts.append(bytes(frame.data))
        if frame.fin:
            data = b"".join(parts)
            if kind == "text":
                data.decode()
            yield [kind, data.hex()]


def send(protocol, kind, data, fragment):
    first = protocol.send_text if kind == "text" else protocol.send_binary
    if kind == "ping":
        protocol.send_ping(data)
    elif fragment == 0 or len(data) <= fragment:
        first(data)
    else:
        first(data[:fragment], fin=False)
        protocol.send_ping(b"between")
        for start in range(fragment, len(data), fragment):
            protocol.send_continuation(data[start : start + fragment], fin=start + fragment >= len(data))


def head_of(message):
    return {"fields": [[name, value] for name, value in message.headers.raw_items()]}


def serve(talk):
    protocol = ServerProtocol(subprotocols=talk["subprotocols"] or None)
    sent = bytes.fromhex(talk["bytes"])
    end = sent.index(b"\r\n\r\n") + 4
    protocol.receive_data(sent[:end])
    (request,) = protocol.events_received()
    assert isinstance(request, Request)
    if talk["refuse"]:
        response = protocol.reject(HTTPStatus(talk["refuse"]), "no")
    else:
        response = protocol.accept(request)
    protocol.send_response(response)
    out = b"".join(protocol.data_to_send())
    answer = head_of(request) | {"path": request.path, "subprotocol": protocol.subprotocol}
    if protocol.state is State.OPEN:
        protocol.receive_data(sent[end:])
        frames = [event for event in protocol.events_received() if isinstance(event, Frame)]
        # It has answered pings and the close; messages can go out only before that close.
        events = list(messages(frames))
        echo = ServerProtocol(state=State.OPEN)
        for kind, data in events:
            if kind in ("text", "binary"):
                send(echo, kind, bytes.fromhex(data), talk["fragment"])
        out += b"".join(echo.data_to_send())
        out += b"".join(protocol.data_to_send())
        answer |= {"events": events}
    return end_of(protocol, answer, out)


def ask(talk):
    protocol = ClientProtocol(parse_uri(talk["uri"]), subprotocols=talk["subprotocols"] or None)
    protocol.key = talk["key"]
    protocol.send_request(protocol.connect())
    out = b"".join(protocol.data_to_send())
    answer = {}
    if talk["bytes"]:
        sent = bytes.fromhex(talk["bytes"])
        end = sent.index(b"\r\n\r\n") + 4
        protocol.receive_data(sent[:end])
        if protocol.state is State.CONNECTING:
            # What follows is the body of a refusal.
            protocol.receive_data(sent[end:])
        else:
            (response,) = protocol.events_received()
            assert isinstance(response, Response)
            answer = head_of(response)
            for kind, data in talk["send"]:
                send(protocol, kind, bytes.fromhex(data), talk["fragment"])
            protocol.receive_data(sent[end:])
            frames = [event for event in protocol.events_received() if isinstance(event, Frame)]
            answer |= {"events": list(messages(frames)), "subprotocol": protocol.subprotocol}
        out = b"".join(protocol.data_to_send())
    return end_of(protocol, answer, out)


def end_of(protocol, answer, out):
    error = protocol.handshake_exc or protocol.parser_exc
    return answer | {
        "out": out.hex(),
        "error": None if error is None else f"{type(error).__name__}: {error}",
        "closeCode": protocol.close_rcvd.code if protocol.close_rcvd else None,
        "closeReason": protocol.close_rcvd.reason if protocol.close_rcvd else None,
    }


for line in sys.stdin:
    talk = json.loads(line)
    print(json.dumps((serve if talk["role"] == "server" else ask)(talk)))
