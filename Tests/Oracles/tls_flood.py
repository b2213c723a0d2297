"""A peer that goes on and on with TLS and sends no data, by OpenSSL itself.

usage: tls_flood.py serve MODE CERTIFICATE   a CSMS: prints its port, then ‘cut’ for each charger that hung up on it
       tls_flood.py call MODE PORT           a charger: prints ‘cut’ when the CSMS has hung up on it

MODE: keys (new keys), answered-keys (new keys that the other side has to answer with its own), tickets (of sessions), handshakes (of TLS 1.2)
"""
import base64
import ctypes
import hashlib
import re
import socket
import sys
import threading

ssl = ctypes.CDLL("libssl.so.3")
POINTER, INT, TEXT = ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p
for name, result, arguments in [
    ("TLS_method", POINTER, []),
    ("SSL_CTX_new", POINTER, [POINTER]),
    ("SSL_CTX_ctrl", ctypes.c_long, [POINTER, INT, ctypes.c_long, POINTER]),
    ("SSL_CTX_use_certificate_chain_file", INT, [POINTER, TEXT]),
    ("SSL_CTX_use_PrivateKey_file", INT, [POINTER, TEXT, INT]),
    ("SSL_new", POINTER, [POINTER]),
    ("SSL_set_fd", INT, [POINTER, INT]),
    ("SSL_accept", INT, [POINTER]),
    ("SSL_connect", INT, [POINTER]),
    ("SSL_read", INT, [POINTER, POINTER, INT]),
    ("SSL_write", INT, [POINTER, TEXT, INT]),
    ("SSL_key_update", INT, [POINTER, INT]),
    ("SSL_new_session_ticket", INT, [POINTER]),
    ("SSL_renegotiate", INT, [POINTER]),
    ("SSL_do_handshake", INT, [POINTER]),
]:
    function = getattr(ssl, name)
    function.restype, function.argtypes = result, arguments

SET_MIN_VERSION, SET_MAX_VERSION, PEM, TLS12, TLS13 = 123, 124, 1, 0x0303, 0x0304
ANSWER_KEY = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
REQUEST = (
    b"GET /ocpp/CP HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
    b"Sec-WebSocket-Protocol: ocpp1.6\r\n\r\n"
)


class Gone(Exception):
    """The line is no more."""


class Line:
    def __init__(self, context, peer, begin):
        self.peer = peer
        self.session = ssl.SSL_new(context)
        ssl.SSL_set_fd(self.session, peer.fileno())
        self.good(begin(self.session))

    def good(self, result):
        if result <= 0:
            raise Gone
        return result

    def hear_head(self):
        head, room = b"", ctypes.create_string_buffer(4096)
        while b"\r\n\r\n" not in head:
            count = self.good(ssl.SSL_read(self.session, room, 4096))
            head += room.raw[:count]
        return head

    def say(self, text):
        self.good(ssl.SSL_write(self.session, text, len(text)))

    def flood(self, mode):
        begin = {
            "keys": lambda: ssl.SSL_key_update(self.session, 0),
            "answered-keys": lambda: ssl.SSL_key_update(self.session, 1),
            "tickets": lambda: ssl.SSL_new_session_ticket(self.session),
            "handshakes": lambda: ssl.SSL_renegotiate(self.session),
        }[mode]
        while True:
            self.good(begin())
            self.good(ssl.SSL_do_handshake(self.session))


def context(mode, certificate=None):
    made = ssl.SSL_CTX_new(ssl.TLS_method())
    for bound in (SET_MIN_VERSION, SET_MAX_VERSION):
        ssl.SSL_CTX_ctrl(made, bound, TLS12 if mode == "handshakes" else TLS13, None)
    if certificate:
        assert ssl.SSL_CTX_use_certificate_chain_file(made, certificate.encode()) == 1
        assert ssl.SSL_CTX_use_PrivateKey_file(made, certificate.encode(), PEM) == 1
    return made


def serve(made, mode, peer):
    try:
        line = Line(made, peer, ssl.SSL_accept)
        key = re.search(rb"Sec-WebSocket-Key: *(\S+)", line.hear_head(), re.IGNORECASE).group(1)
        accept = base64.b64encode(hashlib.sha1(key + ANSWER_KEY).digest())
        line.say(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + accept + b"\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n"
        )
        line.flood(mode)
    except Gone:
        print("cut", flush=True)


def call(mode, port):
    try:
        peer = socket.create_connection(("127.0.0.1", port))
        line = Line(context(mode), peer, ssl.SSL_connect)
        line.say(REQUEST)
        line.hear_head()
        line.flood(mode)
    except Gone:
        print("cut", flush=True)


def listen(mode, certificate):
    made = context(mode, certificate)
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    while True:
        peer, _ = listener.accept()
        threading.Thread(target=serve, args=(made, mode, peer), daemon=True).start()


role, mode, place = sys.argv[1:]
work = (listen, (mode, place)) if role == "serve" else (call, (mode, int(place)))
threading.Thread(target=work[0], args=work[1], daemon=True).start()
# Until whom it works for has gone.
try:
    sys.stdin.read()
except ConnectionError:
    pass
