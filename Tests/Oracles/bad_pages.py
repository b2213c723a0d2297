"""Pages that are no good, each at a path of its own: `/hangs` never answers, `/endless` has metrics without an end, `/words`
has none, `/drips` sends a byte now and then, `/trailers` has fields without an end behind its body.

Prints its port, then serves until it is ended.
"""
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ever = threading.Event()


class Pages(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        if self.path == "/hangs":
            ever.wait()
        self.send_response(200)
        self.send_header("Connection", "close")
        if self.path == "/trailers":
            self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            if self.path == "/trailers":
                self.wfile.write(b"1\r\n1\r\n0\r\n")
            while self.path == "/trailers":
                self.wfile.write(b"X-Field: value\r\n" * 10_000)
            if self.path == "/words":
                self.wfile.write(b"<html><body>It works!</body></html>\n")
            while self.path == "/endless":
                self.wfile.write(b"requests_total 17\n" * 100_000)
            while self.path == "/drips":
                self.wfile.write(b"q")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
server.daemon_threads = True
print(server.server_address[1], flush=True)
server.serve_forever()
