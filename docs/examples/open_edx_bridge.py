"""Puts the events of lti_exams on the event bus of Open edX, whichever bus that is.

Runs where Open edX's packages are: in an environment with openedx-events, a producer such as
edx-event-bus-redis or edx-event-bus-kafka, and Django settings that name it (EVENT_BUS_PRODUCER
and the settings of that producer). It takes webhooks in the form "Avro, as the event bus of Open
edX has it", verifies them, and answers 200 once the event is on the bus: until then lti_exams
keeps it and tries again.

    DJANGO_SETTINGS_MODULE=… WEBHOOK_SECRET=whsec_… python open_edx_bridge.py 8099
"""

import os
import sys
from collections.abc import Mapping
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import UUID

import django

django.setup()

from openedx_events.data import EventsMetadata  # noqa: E402
from openedx_events.event_bus import get_producer  # noqa: E402
from openedx_events.event_bus.avro.deserializer import deserialize_bytes_to_event_data  # noqa: E402
from openedx_events.tooling import OpenEdxPublicSignal, load_all_signals  # noqa: E402
from verify_webhook import NotGenuine, WebhookVerifier  # noqa: E402

TOPIC = "learning-exam-attempt-lifecycle"
KEY = "exam_attempt.course_key"
load_all_signals()


def put_on_the_bus(headers: Mapping[str, str], body: bytes) -> None:
    """Send one event; where the learner's user name is needed, look it up here by `id`."""
    signal = OpenEdxPublicSignal.get_signal_by_type(headers["ce-type"])
    get_producer().send(
        signal=signal,
        topic=TOPIC,
        event_key_field=KEY,
        event_data=deserialize_bytes_to_event_data(body, signal),
        event_metadata=EventsMetadata(
            id=UUID(headers["ce-id"]),
            event_type=headers["ce-type"],
            minorversion=int(headers["ce-minorversion"]),
            source=headers["ce-source"],
            sourcehost=headers["ce-sourcehost"],
            time=datetime.fromisoformat(headers["ce-time"]),
            sourcelib=tuple(map(int, headers["ce-sourcelib"].split("."))),
        ),
    )


class Bridge(BaseHTTPRequestHandler):
    """Takes one webhook."""

    verifier = WebhookVerifier(os.environ["WEBHOOK_SECRET"])

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            self.verifier.check(headers, body)
            put_on_the_bus(headers, body)
        except NotGenuine:
            self._answer(401)
        else:
            self._answer(200)

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()


def serve(port: int) -> ThreadingHTTPServer:
    """Return a server that listens on this machine alone."""
    return ThreadingHTTPServer(("127.0.0.1", port), Bridge)


if __name__ == "__main__":
    serve(int(sys.argv[1])).serve_forever()
