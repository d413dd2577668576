"""Rosters, results, statuses, exports and deadlines over REST."""

import base64
import hashlib
import json

import pytest
from django.utils import timezone

from lti_exams.accounts.api import Unit
from lti_exams.journeys.access import Scope
from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from tests.factories import exams as make
from tests.factories.deciding import decide, export
from tests.factories.rest import Caller, Hall, by_token

pytestmark = pytest.mark.django_db
COLUMN = {"title": "Essay", "maximum": 10, "pass_limit": 5}
STATUS = {"state": "ready", "message": "from the old system"}


@pytest.fixture
def course(hall: Hall) -> launches.Course:
    hall.course.unit = Unit.objects.create(name="Biology")
    hall.course.save()
    return hall.course


@pytest.fixture
def registry(course: launches.Course) -> Caller:
    return by_token(Scope.EXPORTS_WRITE)


@pytest.fixture
def program(course: launches.Course) -> Caller:
    return by_token(Scope.RESULTS_WRITE, Scope.QUALIFICATIONS_WRITE, Scope.ROSTERS_WRITE)


class TestResults:
    def test_are_recorded_by_short_names_and_ids_and_told_again(self, hall, program) -> None:
        program.post(f"{hall.of_course}/columns", COLUMN)

        sent = {"results": [{"column": "essay", "sub": "ada", "points": 7.5}]}
        answer = program.post(f"{hall.of_course}/results", sent)

        (one,) = program.get(f"{hall.of_course}/results").json()["results"]
        assert answer.json() == {"recorded": 1}
        assert (one["points"], one["passed"], one["source"]) == (7.5, True, "program")

    def test_of_somebody_who_left_the_roster_are_told_too(self, hall, program, course) -> None:
        program.post(f"{hall.of_course}/columns", COLUMN)
        sent = {"results": [{"column": "essay", "sub": "ada", "points": 7.5}]}
        program.post(f"{hall.of_course}/results", sent)
        course.memberships.update(is_active=False)

        (one,) = program.get(f"{hall.of_course}/results").json()["results"]

        assert one["points"] == 7.5

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"column": "poem"}, "results.0.column"),
            ({"sub": "nobody"}, "results.0.sub"),
            ({"points": "7"}, "results.0.points"),
            ({"points": -1}, "points"),
            ({"as_of": "2190-01-01T00:00:00Z"}, "results.0.as_of"),
            ({"person": 1}, "results.0.person"),
        ],
    )
    def test_that_are_none_are_refused_by_their_field(self, hall, program, change, field) -> None:
        program.post(f"{hall.of_course}/columns", COLUMN)
        sent = {"column": "essay", "sub": "ada", "points": 7, **change}

        answer = program.post(f"{hall.of_course}/results", {"results": [sent]})

        assert (answer.status_code, answer.json()["field"]) == (422, field)
        assert program.get(f"{hall.of_course}/results").json()["total"] == 0

    @pytest.mark.parametrize(
        "change", [{"maximum": 0}, {"pass_limit": 11}, {"weight": -1}, {"title": ""}]
    )
    def test_have_no_column_that_makes_no_sense(self, hall, program, change) -> None:
        answer = program.post(f"{hall.of_course}/columns", {**COLUMN, **change})

        assert (answer.status_code, answer.json()["field"]) == (422, next(iter(change)))


class TestPlugins:
    def test_are_listed_in_their_order_with_why_some_cannot_work(self, hall, program) -> None:
        told = program.get(f"{hall.of_course}/plugins").json()["results"]

        shelf = qualifications.qualifiesforexam_plugins.get_configured_list()
        assert [one["id"] for one in told] == [one.id for one in shelf]
        why = {one["id"]: one["why_not"] for one in told}
        assert why["lti_exams.manual"] == []
        assert "no assignments" in why["lti_exams.points"][0]
        assert not any(one["was_used"] for one in told)


class TestAStatus:
    def test_is_saved_with_what_was_decided_elsewhere(self, hall, program) -> None:
        told = {**STATUS, "decisions": [{"sub": "ada", "qualifies": True}]}

        made = program.post(f"{hall.of_course}/statuses", told).json()

        assert made["tally"] == {"qualified": 1, "not_qualified": 0, "open": 0}
        address = f"{hall.of_course}/statuses/{made['id']}/decisions"
        (one,) = program.get(address).json()["results"]
        assert (one["person"]["sub"], one["qualifies"]) == ("ada", True)

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"message": ""}, "status-without-plugin-or-message"),
            ({"decisions": [{"sub": "nobody", "qualifies": True}]}, "person-unknown"),
            ({"decisions": [{"sub": "ada", "qualifies": None}]}, "status-open-decisions"),
            (
                {"decisions": [{"sub": "ada", "qualifies": one} for one in (True, False)]},
                "api-input-invalid",
            ),
            ({"decisions": [{"sub": "grace", "qualifies": True}]}, "api-input-invalid"),
            ({"state": "happy"}, "api-input-invalid"),
        ],
    )
    def test_that_cannot_be_is_refused(self, hall, program, change, code) -> None:
        answer = program.post(f"{hall.of_course}/statuses", {**STATUS, **change})

        assert (answer.status_code, answer.json()["code"]) == (422, code)

    def test_of_another_course_does_not_exist(self, hall, program) -> None:
        other = make.course(timezone.now(), "Zoology")
        make.person(other)
        status = decide(other, now=timezone.now())

        assert program.get(f"{hall.of_course}/statuses/{status.pk}").status_code == 404


class TestARegistry:
    def test_pulls_what_is_new_takes_it_over_and_is_told_only_changes(self, hall, registry) -> None:
        assert hall.learner.person is not None
        decide(hall.course, now=timezone.now())
        (new,) = registry.get("statuses/news", target="registry").json()["results"]
        assert (new["status"]["state"], new["taken"], new["changes"]) == ("ready", None, 1)

        address = f"{hall.of_course}/statuses/{new['status']['id']}/exports"
        taken = registry.post(address, {"target": "registry"}).json()

        data = base64.b64decode(taken["content"])
        assert taken["export"]["sha256"] == hashlib.sha256(data).hexdigest()
        assert json.loads(data)["students"][0]["qualifies"] == "no"
        assert registry.get("statuses/news").json()["total"] == 0
        self._sees_only_the_change(hall, registry)

    def _sees_only_the_change(self, hall: Hall, registry: Caller) -> None:
        status = decide(hall.course, hall.learner.person, now=timezone.now())
        (new,) = registry.get("statuses/news").json()["results"]
        assert new["changes"] == 1
        told = registry.get(f"{hall.of_course}/statuses/{status.pk}/changes").json()
        (one,) = told["results"]
        assert (one["person"]["sub"], one["before"], one["after"]) == ("ada", "no", "yes")

    def test_asks_for_what_is_new_since_a_number(self, hall, registry) -> None:
        status = decide(hall.course, now=timezone.now())

        told = registry.get("statuses", after=status.pk - 1).json()

        assert [one["id"] for one in told["results"]] == [status.pk]
        assert registry.get("statuses", after=status.pk).json()["results"] == []

    def test_cannot_take_over_what_is_no_longer_true(self, hall, registry) -> None:
        old = decide(hall.course, now=timezone.now())
        decide(hall.course, now=timezone.now())

        answer = registry.post(f"{hall.of_course}/statuses/{old.pk}/exports", {"target": "x"})

        assert (answer.status_code, answer.json()["code"]) == (409, "status-superseded")


class TestADepartment:
    def test_ties_deadlines_and_sees_who_is_late(self, hall, program) -> None:
        made = program.post("deadlines", {"timestamp": "2020-01-01T00:00:00Z", "tag": "old"}).json()
        program.post("deadlines/tie", {"courses": [hall.course.pk], "deadline": made["id"]})

        told = program.get("department", stand="late").json()

        assert [one["course"]["id"] for one in told["results"]] == [hall.course.pk]
        assert told["counts"]["late"] == 1

    def test_takes_away_a_deadline_that_was_made_by_mistake(self, hall, program) -> None:
        made = program.post("deadlines", {"timestamp": "2020-01-01T00:00:00Z"}).json()
        program.post("deadlines/tie", {"courses": [hall.course.pk], "deadline": made["id"]})

        gone = program.post(f"deadlines/{made['id']}/remove", None)

        assert gone.json() == {"courses": 1}
        assert program.get("department", stand="late").json()["results"] == []
        assert program.post(f"deadlines/{made['id']}/remove", None).status_code == 404

    @pytest.mark.parametrize(
        ("query", "field"),
        [({"stand": "happy"}, "stand"), ({"term": "x"}, "term"), ({"unit": 0}, "unit")],
    )
    def test_refuses_a_parameter_by_its_name(self, program, query, field) -> None:
        answer = program.get("department", **query)

        assert (answer.status_code, answer.json()["field"]) == (422, field)

    def test_asks_as_much_for_one_course_as_for_many(
        self, hall, program, django_assert_max_num_queries
    ) -> None:
        for number in range(20):
            other = make.course(timezone.now(), f"Course {number}")
            make.person(other)
            export(decide(other, now=timezone.now()), now=timezone.now())

        with django_assert_max_num_queries(9):
            assert program.get("department").json()["total"] == 21
        with django_assert_max_num_queries(7):
            assert program.get("statuses/news", target="faculty").json()["total"] == 20
