"""What the API says of itself is what it does."""

import re
from typing import Any

import jsonschema
import pytest
from django.test import Client
from django.urls import get_resolver
from drf_spectacular.validation import validate_schema

from tests.factories.pages import text_of
from tests.factories.rest import Hall

pytestmark = pytest.mark.django_db

BECAUSE = {"reason": "because"}


def _document() -> dict[str, Any]:
    return Client().get("/api/schema").json()


def _check(told: object, name: str) -> None:
    document = _document()
    jsonschema.validate(told, {"$ref": f"#/components/schemas/{name}", **document})


class TestTheDocument:
    def test_is_openapi_3_1(self) -> None:
        assert _document()["openapi"] == "3.1.0"

    def test_is_valid(self) -> None:
        validate_schema(_document())

    def test_has_every_address(self) -> None:
        known = {
            route.removeprefix("api/")
            for route in _routes(get_resolver().url_patterns)
            if route.startswith("api/v1/")
        }

        assert {path.removeprefix("/api/") for path in _document()["paths"]} == known

    def test_names_each_operation_once(self) -> None:
        ids = [
            one["operationId"] for path in _document()["paths"].values() for one in path.values()
        ]

        assert sorted(set(ids)) == sorted(ids)

    def test_says_of_each_operation_how_it_is_refused(self) -> None:
        for path in _document()["paths"].values():
            for operation in path.values():
                assert "application/problem+json" in operation["responses"]["default"]["content"]

    def test_has_an_example_that_the_api_takes(self, hall: Hall) -> None:
        operation = _document()["paths"]["/api/v1/courses/{course}/exams"]["post"]
        (example,) = operation["requestBody"]["content"]["application/json"]["examples"].values()

        answer = hall.teacher.post(f"{hall.of_course}/exams", example["value"] | {"slug": "x"})

        assert answer.status_code == 201


def _routes(patterns: list[Any], prefix: str = "") -> list[str]:
    found = []
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        inner = getattr(pattern, "url_patterns", None)
        found += _routes(inner, route) if inner is not None else [_named(route)]
    return found


def _named(route: str) -> str:
    return re.sub(r"<\w+:(\w+)>", r"{\1}", route)


class TestAnswers:
    def test_are_as_the_document_says(self, hall: Hall) -> None:
        attempt = hall.come_in(start=True)
        grant = {"sub": "ada", "minutes": 5, **BECAUSE}

        _check(attempt, "AttemptShown")
        _check(hall.learner.get("me").json(), "CallerShown")
        _check(hall.learner.get("attempts/latest").json(), "LatestShown")
        _check(hall.learner.get(f"attempts/{attempt['id']}/time").json(), "TimeShown")
        _check(hall.learner.get(f"{hall.of_exam}/mine").json(), "MineShown")
        _check(hall.learner.post(f"{hall.of_exam}/access-token").json(), "AccessTokenShown")
        _check(hall.teacher.get(f"{hall.of_course}/exams").json(), "ExamsShown")
        _check(hall.teacher.get(f"{hall.of_course}/attempts").json(), "AttemptsShown")
        _check(hall.teacher.get(f"{hall.of_exam}/history").json(), "HistoryShown")
        _check(hall.teacher.get(f"{hall.of_exam}/summary").json(), "SummaryShown")
        accommodations = f"{hall.of_course}/accommodations"
        _check(hall.teacher.post(accommodations, grant).json(), "AccommodationShown")
        _check(hall.teacher.get(accommodations).json(), "AccommodationsShown")

    def test_that_refuse_are_as_the_document_says(self, hall: Hall) -> None:
        _check(hall.teacher.post(f"{hall.of_course}/exams", {"kind": 1}).json(), "Problem")


class TestThePage:
    def test_shows_every_operation(self, client: Client) -> None:
        page = text_of(client.get("/api/docs"))

        for path, operations in _document()["paths"].items():
            for method in operations:
                assert f"{method.upper()} {path}" in page

    def test_asks_no_other_host_for_anything(self, client: Client) -> None:
        html = client.get("/api/docs").content.decode()

        assert 'src="http' not in html
        assert 'rel="stylesheet" href="http' not in html

    def test_shows_examples_as_json(self, client: Client) -> None:
        page = text_of(client.get("/api/docs"))

        assert '{ "action": "submit" }' in page
