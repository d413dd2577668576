"""Launch a service with a database of its own, and print what became of it as one JSON object.

python -m tests.fuzz forgeries 100000 [seed]
python -m tests.fuzz variants 1000 [seed]
python -m tests.fuzz proctoring 20000 [seed]
"""

import json
import os
import secrets
import sys
from random import Random
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

from django.db import connection  # noqa: E402 - Django must be set up before its models are read

from tests.fuzz.forgeries_run import post_forgeries  # noqa: E402
from tests.fuzz.proctoring_run import ProctoringScene, post_proctoring, signed_share  # noqa: E402
from tests.fuzz.scene import Scene  # noqa: E402
from tests.fuzz.variants_run import post_variants  # noqa: E402


def forgeries(times: int, rng: Random) -> dict[str, Any]:
    tally = post_forgeries(Scene.set_up(), times=times, rng=rng)
    return {**vars(tally), "signed_share": tally.signed_share}


def variants(times: int, rng: Random) -> dict[str, Any]:
    return {"refused": post_variants(times=times, rng=rng)}


def proctoring(times: int, rng: Random) -> dict[str, Any]:
    tally = post_proctoring(ProctoringScene.set_up(), times=times, rng=rng)
    return {**vars(tally), "signed_share": signed_share(times)}


def main(what: str, times: str, seed: str = "") -> None:
    """Run in the settings of the tests, on the database that DATABASE_URL names."""
    seed = seed or secrets.token_hex(4)
    connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        told = _RUNS[what](int(times), Random(seed))
    finally:
        connection.creation.destroy_test_db(None, verbosity=0)
    print(json.dumps({"seed": seed, "database": connection.vendor, **told}))


_RUNS = {"forgeries": forgeries, "variants": variants, "proctoring": proctoring}

if __name__ == "__main__":
    main(*sys.argv[1:])
