"""An LMS that answers at once whatever it is asked: what is left is what asking costs.

python -m benchmarks.grade_book.instant      prints its origin, and serves until it is ended
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from benchmarks.environments import ROOT


class Handler(BaseHTTPRequestHandler):
    """Gives tokens, takes scores, and shows an empty gradebook, over connections that stay."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path != "/token":
            return self._answer({})
        scopes = " ".join(
            f"https://purl.imsglobal.org/spec/lti-ags/scope/{name}"
            for name in ("lineitem", "lineitem.readonly", "result.readonly", "score")
        )
        told = {"access_token": "t" * 43, "token_type": "Bearer", "expires_in": 3600}
        return self._answer({**told, "scope": scopes})

    def do_GET(self) -> None:
        self._answer([])

    def _answer(self, document: object) -> None:
        body = json.dumps(document).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
        self.wfile.write(head.encode() + b"\r\n\r\n" + body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def running() -> Iterator[str]:
    """Run it in a process of its own and yield its origin."""
    command = [sys.executable, "-m", "benchmarks.grade_book.instant"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
