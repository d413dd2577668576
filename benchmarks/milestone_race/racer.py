"""One side of the race, in a process of its own: it does what it is told to, and says the cost.

    python -m benchmarks.milestone_race.racer <module of the side> <number of awards>

The module has `prepare(awards)` and `DEEDS`: for each deed a function that gets the number of the
round and returns what is to be done, with everything ready. This needs nothing but Django.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module

import django
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

Deed = Callable[[int], Callable[[], object]]
# What begins and ends a transaction is no question to the database.
_BRACKETS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def main(name: str, awards: int) -> None:
    """Fill an empty database, then do one thing for each line that comes in."""
    django.setup()
    call_command("migrate", verbosity=0)
    side = import_module(name)
    side.prepare(awards)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        print(json.dumps(_done(side.DEEDS, **json.loads(line))), flush=True)


def _done(deeds: dict[str, Deed], *, deed: str, number: int, count: bool) -> dict[str, float]:
    do = deeds[deed](number)
    if count:
        with CaptureQueriesContext(connection) as queries:
            do()
        asked = [one for one in queries.captured_queries if not one["sql"].startswith(_BRACKETS)]
        return {"queries": len(asked)}
    began = time.perf_counter()
    do()
    return {"milliseconds": 1_000 * (time.perf_counter() - began)}


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
