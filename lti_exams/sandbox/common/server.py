"""Starting a counterpart: one process, one origin, one directory of its own."""

import argparse
import ipaddress
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import django
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

REFUSED = 2


class Refused(Exception):
    """The counterpart must not start; the sentence says why."""


class RequestHandler(WSGIRequestHandler):
    """Hands the raw connection to the views, so that one can break it on purpose."""

    # Head and body are written one after the other; together with Nagle's algorithm the second
    # would wait 40 ms for the client's word that it has the first.
    disable_nagle_algorithm = True

    def get_environ(self) -> dict[str, Any]:
        """Add `sandbox.connection`, the client's socket, to the WSGI environment."""
        return {**super().get_environ(), "sandbox.connection": self.connection}

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent: what matters is in the counterpart's journal."""


class Server(ThreadedWSGIServer):
    """Lets a crowd wait at the door: with Django's 10 a burst of launches loses connections."""

    request_queue_size = 256


def serve(name: str, settings_module: str, argv: list[str]) -> int:
    """Run one counterpart until it is told to stop; return the exit code."""
    options = _parse(name, argv)
    try:
        _refuse_production()
        _refuse_strangers(options.host)
        server = _bind(options.host, options.port)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    origin = options.origin or f"http://{options.host}:{server.server_port}"
    _set_up(settings_module, origin, options)
    _serve_until_told(server, origin)
    return 0


def _parse(name: str, argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=f"python -m lti_exams.sandbox {name}")
    parser.add_argument("--host", required=True, help="a loopback address, or localhost")
    parser.add_argument("--port", required=True, type=int, help="0 takes any free port")
    parser.add_argument("--data", required=True, type=Path, help="where it keeps its database")
    parser.add_argument("--origin", help="how browsers reach it, where that is not host and port")
    parser.add_argument("--seed", type=int, default=1, help="where its random choices start")
    return parser.parse_args(argv)


def _refuse_production() -> None:
    settings = os.environ.get("DJANGO_SETTINGS_MODULE", "")
    if settings.endswith(".prod") or os.environ.get("LTI_EXAMS_ENV") == "production":
        raise Refused("The sandbox does not start under production settings.")


def _refuse_strangers(host: str) -> None:
    if host == "localhost":
        return
    try:
        loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise Refused(f"The sandbox listens on loopback addresses only, and {host} is none.")


def _bind(host: str, port: int) -> Server:
    try:
        return Server((host, port), RequestHandler)
    except OSError as error:
        sentence = f"Port {port} on {host} is taken: stop what holds it or choose another."
        raise Refused(sentence) from error


def _set_up(settings_module: str, origin: str, options: argparse.Namespace) -> None:
    options.data.mkdir(parents=True, exist_ok=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = settings_module
    os.environ["SANDBOX_DATA"] = str(options.data)
    os.environ["SANDBOX_ORIGIN"] = origin
    os.environ["SANDBOX_SEED"] = str(options.seed)
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)


def _serve_until_told(server: Server, origin: str) -> None:
    # Each look at the database lets go of the interpreter, and 5 ms to have it back add up.
    sys.setswitchinterval(0.0005)
    server.set_app(StaticFilesHandler(WSGIHandler()))
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    print(f"ready {origin}", flush=True)
    try:
        server.serve_forever()
    except SystemExit:
        server.server_close()


def _stop(signal_number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)
