"""Open edX's side, run by its own interpreter: a Redis, the bridge, and a consumer of the topic.

It says on which port the bridge listens; for each line that it reads, it says as one JSON list what
its consumer finds on the topic.
"""

import json
import os
import socket
import sys
import threading
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[3] / "docs" / "examples"), str(Path(__file__).parent)]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


PORT = free_port()
os.environ.update(DJANGO_SETTINGS_MODULE="settings", REDIS_PORT=str(PORT))

from fakeredis import TcpFakeServer  # noqa: E402

redis_server = TcpFakeServer(("127.0.0.1", PORT), server_type="redis")
threading.Thread(target=redis_server.serve_forever, daemon=True).start()

import open_edx_bridge as bridge  # noqa: E402
import redis  # noqa: E402
from edx_event_bus_redis.internal.message import RedisMessage  # noqa: E402
from openedx_events.event_bus.avro.deserializer import deserialize_bytes_to_event_data  # noqa: E402
from openedx_events.tooling import OpenEdxPublicSignal  # noqa: E402

TOPIC = f"dev-{bridge.TOPIC}"


def found() -> list[dict[str, Any]]:
    """Read the topic as Open edX's consumer does, and let each event reach its receivers."""
    messages = redis.Redis(port=PORT).xrange(TOPIC)
    return [received(RedisMessage.parse(message, TOPIC)) for message in messages]


def received(message: RedisMessage) -> dict[str, Any]:
    signal = OpenEdxPublicSignal.get_signal_by_type(message.event_metadata.event_type)
    data = deserialize_bytes_to_event_data(message.event_data, signal)
    heard: list[dict[str, Any]] = []

    def hear(exam_attempt: Any, metadata: Any, **_: object) -> None:
        heard.append(
            {
                "type": metadata.event_type,
                "id": str(metadata.id),
                "time": metadata.time.isoformat(),
                "user": exam_attempt.student_user.id,
                "course": str(exam_attempt.course_key),
                "block": exam_attempt.usage_key.block_type,
                "kind": exam_attempt.exam_type,
                "by": exam_attempt.requesting_user and exam_attempt.requesting_user.id,
            }
        )

    signal.connect(hear)
    signal.send_event_with_custom_metadata(message.event_metadata, **data)
    signal.disconnect(hear)
    return heard[0]


def main() -> None:
    server = bridge.serve(0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_port, flush=True)
    for _ in sys.stdin:
        print(json.dumps(found()), flush=True)


main()
