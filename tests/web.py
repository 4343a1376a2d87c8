"""A web server of the test's own, on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

Answer = Callable[[BaseHTTPRequestHandler], None]


class Web:
    """Answers the paths in `pages`; others with 404. `ended` is set when the test is over, for
    answers that keep somebody waiting."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.ended = Event()
        self.address = ""

    def serve(self, path: str, data: bytes, kind: str = "image/png") -> str:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Type", kind)
            handler.send_header("Content-Length", str(len(data)))
            handler.end_headers()
            handler.wfile.write(data)

        return self.put(path, answer)

    def put(self, path: str, answer: Answer) -> str:
        self.pages[path] = answer
        return self.address + path


@contextmanager
def web_server() -> Iterator[Web]:
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        timeout = 2  # Qt opens spare connections and closes them two minutes later

        def do_GET(self) -> None:
            web.asked.append(self.path)
            answer = web.pages.get(self.path)
            try:
                if answer:
                    answer(self)
                else:
                    self.send_error(404)
            except (BrokenPipeError, ConnectionResetError):
                pass  # the client has heard enough

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    web.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield web
    finally:
        web.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()
