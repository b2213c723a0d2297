"""An interface of a CSMS as a stub: things of three kinds, kept in memory.

Prints its port, then serves until it is ended. PUT and POST /KIND/NAME put a thing there (201, or 409 if it is there), GET tells
of it (200 or 404), DELETE takes it away (204 or 404), GET /KIND counts. POST /mood sets how it is: `good`, `500`, `slow` (503 every other
time), `hang`, `forgets` (says 201 and keeps nothing), `keeps` (says 204 and deletes nothing), `yes` (says 200 to every GET), `long`,
`fields` (says the same as ever, with 2 MiB of fields behind the body).
Authorization must be what the first argument says, if there is one.
"""
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

things = {}
lock = threading.Lock()
mood = "good"
asked = 0
released = threading.Event()
wanted = sys.argv[1] if len(sys.argv) > 1 else None


class Interface(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body are two writes: the second would wait for the client to acknowledge the first, 40 ms.
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def answer(self, status, text=""):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer_with_trailers(self):
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"2\r\nok\r\n0\r\n" + b"".join(b"X-%d: %s\r\n" % (place, b"x" * 1000) for place in range(2100)) + b"\r\n")

    def handle_any(self):
        global mood, asked
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length).decode()
        path = unquote(self.path).strip("/").split("/")
        if path[0] == "mood":
            mood = body
            if body != "hang":
                released.set()
            return self.answer(200)
        if path[0] == "all":
            with lock:
                return self.answer(200, "\n".join(f"{kind} {name} {text}" for (kind, name), text in sorted(things.items())))
        if wanted and self.headers.get("Authorization") != wanted:
            return self.answer(401, "who are you?")
        with lock:
            asked += 1
            turn = asked
        if mood == "hang":
            released.wait(600)
            return self.answer(500)
        if mood == "500":
            return self.answer(500, "out of order")
        if mood == "slow" and turn % 2:
            return self.answer(503, "later")
        if mood == "long":
            return self.answer(200, "x" * (2 << 20))
        if mood == "fields":
            return self.answer_with_trailers()
        kind, name = path[0], "/".join(path[1:])
        if not name:
            return self.answer(200, str(sum(1 for key in things if key[0] == kind)))
        with lock:
            is_there = (kind, name) in things
            if self.command in ("PUT", "POST"):
                if is_there:
                    return self.answer(409, "there already")
                if mood != "forgets":
                    things[kind, name] = body
                return self.answer(201, '{"data": [{"id": %d, "name": "%s"}]}' % (len(things), name))
            if self.command == "DELETE":
                if mood != "keeps":
                    things.pop((kind, name), None)
                return self.answer(204 if is_there or mood == "keeps" else 404)
            if mood == "yes":
                return self.answer(200, "yes")
            return self.answer(200 if is_there else 404, things.get((kind, name), ""))

    do_GET = do_PUT = do_POST = do_DELETE = handle_any


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256


server = Server(("127.0.0.1", 0), Interface)
print(server.server_address[1], flush=True)
server.serve_forever()
