"""Hear calls of a vendor, or send people to one, and print what it cost as one JSON object.

python -m benchmarks.proctoring_pace calls 400
python -m benchmarks.proctoring_pace messages 400
"""

import gc
import json
import os
import sys
from collections.abc import Callable
from time import process_time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

from django.db import connection  # noqa: E402 - Django must be set up before its models are read

from benchmarks.proctoring_pace.desk import Desk  # noqa: E402

LAPS = 31


def calls(times: int) -> dict[str, Any]:
    """Take calls of every action; count the questions that each kind asks, early and late."""
    desk = Desk.set_up()
    before = desk.questions()
    spent = _paced(desk.call_all, times // LAPS // desk.ACTIONS)
    return {
        "milliseconds": spent / desk.ACTIONS,
        "queries_before": max(before.values()),
        "queries_after": max(desk.questions().values()),
        "queries": before,
        "incidents": desk.incidents(),
    }


def messages(times: int) -> dict[str, Any]:
    """Prepare, sign and post LtiStartProctoring, as two requests of a browser."""
    desk = Desk.set_up()
    return {"milliseconds": _paced(desk.send, times // LAPS), "of": "preparing and signing"}


def _paced(deed: Callable[[], None], times: int) -> float:
    """Return the best of many short laps, in milliseconds of CPU for one.

    On a machine that others use, what disturbs comes and goes, and only ever adds.
    """
    deed()
    laps = []
    for _ in range(LAPS):
        gc.collect()
        began = process_time()
        for _ in range(times):
            deed()
        laps.append((process_time() - began) * 1_000 / times)
    return round(min(laps), 3)


def main(what: str, times: str) -> None:
    connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        told = {"calls": calls, "messages": messages}[what](int(times))
    finally:
        connection.creation.destroy_test_db(None, verbosity=0)
    print(json.dumps({"database": connection.vendor, "times": int(times), **told}))


if __name__ == "__main__":
    main(*sys.argv[1:])
