"""The attempts of a course as staff list them, however many there are."""

import time
from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from benchmarks.exam_hall.desk import answered, get_environment
from benchmarks.exam_hall.hall import Hall
from benchmarks.exam_hall.requests import counted_queries
from lti_exams.accounts import api as accounts
from lti_exams.journeys.create_api_token import create_api_token

SIZES = (1, 100, 10_000)
TIMES = 3
SORTS = ("-started", "person", "status", "exam", "-ended")
NARROWED: tuple[dict[str, str], ...] = (
    {},
    {"search": "many-1"},
    {"status": "started,submitted"},
    {"offset": "5000"},
)


def measure() -> dict[str, Any]:
    """Return the queries of a list by its size, and the milliseconds that the largest took."""
    now = timezone.now()
    queries: dict[int, list[int]] = {}
    for size in SIZES:
        hall = Hall.opened(now)
        hall.fill(size, now=now)
        lists = list(_lists(hall, _secret(hall)))
        queries[size] = sorted({_queries(each) for each in lists})
        milliseconds = [_milliseconds(each) for each in lists * TIMES]
    return {"queries": queries, "milliseconds": milliseconds}


def _secret(hall: Hall) -> str:
    wanted = accounts.NewToken(name="benchmark", scopes=["attempts:read"], course=hall.course.pk)
    return create_api_token(wanted, by=None, now=timezone.now())[1]


def _lists(hall: Hall, secret: str) -> Iterator[dict[str, Any]]:
    headers = {"HTTP_AUTHORIZATION": f"Bearer {secret}", "HTTP_ACCEPT": "application/json"}
    for sort, narrowed in product(SORTS, NARROWED):
        query = urlencode({"sort": sort, **narrowed})
        yield get_environment(f"/api/v1/courses/{hall.course.pk}/attempts", headers, query)


def _queries(environment: dict[str, Any]) -> int:
    with counted_queries() as queries:
        answered(dict(environment))
    return len(queries)


def _milliseconds(environment: dict[str, Any]) -> float:
    began = time.perf_counter()
    answered(dict(environment))
    return 1_000 * (time.perf_counter() - began)
