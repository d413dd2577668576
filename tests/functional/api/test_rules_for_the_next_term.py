"""The rule of a course goes along by REST: shown first, taken in with the rest."""

from typing import Any

import pytest
from django.utils import timezone

from lti_exams.milestones import api as milestones
from tests.factories.lms import Lms
from tests.factories.milestones import BY
from tests.factories.milestones_rest import new_milestone
from tests.factories.rest import Hall
from tests.functional.api.test_description import _check

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(lms: Lms) -> Hall:
    return Hall.opened(lms)


def rule(hall: Hall) -> Any:
    return milestones.course_rule(str(hall.course.pk))


def keep(hall: Hall, document: Any) -> None:
    milestones.set_course_rule(str(hall.course.pk), document, by=BY, now=timezone.now())


@pytest.fixture
def document(hall: Hall) -> dict[str, Any]:
    """An export of a course that is completed by a milestone of its own."""
    keep(hall, {"ask": "milestone-held", "about": {"milestone": new_milestone(hall, "thesis")}})
    answer = hall.teacher.get(f"{hall.of_course}/requirements/export").json()
    return dict(answer["document"])


def send(hall: Hall, path: str, document: Any, **told: Any) -> Any:
    body = {"document": document, **told}
    return hall.teacher.post(f"{hall.of_course}/requirements/import{path}", body)


class TestTheRuleOfADocument:
    def test_is_shown_with_what_becomes_of_it(self, hall: Hall, document: dict[str, Any]) -> None:
        keep(hall, {"all": []})
        told = send(hall, "/preview", document).json()

        named = {"milestone": [f"course:{hall.course.pk}", "thesis"]}
        rule = {"ask": "milestone-held", "about": named}
        assert told["rule"] == {"standing": "other", "rule": rule, "lacking": [], "makes": []}
        _check(told, "PreviewShown")

    def test_is_none_where_an_old_document_has_none(
        self, hall: Hall, document: dict[str, Any]
    ) -> None:
        del document["rule"]

        assert send(hall, "/preview", document).json()["rule"] is None
        assert send(hall, "", document).status_code == 201

    @pytest.mark.parametrize(("told", "version"), [({}, 2), ({"replaces_rule": True}, 3)])
    def test_takes_the_place_of_another_where_it_is_said(
        self, hall: Hall, document: dict[str, Any], told: dict[str, bool], version: int
    ) -> None:
        keep(hall, {"all": []})

        assert send(hall, "", document, **told).status_code == 201

        assert rule(hall).version == version

    def test_says_what_is_not_here(self, hall: Hall, document: dict[str, Any]) -> None:
        document["rule"] = {"ask": "completed", "about": {"exam": "nowhere"}}

        told = send(hall, "/preview", document).json()["rule"]

        assert (told["standing"], told["rule"]) == ("unmapped", document["rule"])
        assert "nowhere" in told["lacking"][0]
