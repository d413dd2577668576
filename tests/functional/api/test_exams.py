from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from lti_exams.exams import api as exams
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.rest import Hall, Scope, by_token

pytestmark = pytest.mark.django_db

ONE = {"slug": "one", "title": "One", "kind": "timed", "limit_seconds": 600}


class TestAnExam:
    def test_is_defined_with_usual_values_for_what_is_left_out(self, hall: Hall) -> None:
        told = hall.teacher.post(f"{hall.of_course}/exams", ONE).json()

        assert (told["slug"], told["grace_seconds"], told["attempts_allowed"]) == ("one", 60, 1)
        assert told["maximum_points"] == 100.0

    def test_is_read_as_it_was_written(self, hall: Hall) -> None:
        wanted = ONE | {
            "opens_at": "2027-02-01T09:00:00+14:00",
            "closes_at": "2027-02-02T09:00:00Z",
            "maximum_points": 12.5,
            "attempts_allowed": None,
            "access_rules": [{"rule": "password", "password": "open sesame"}],
        }

        key = hall.teacher.post(f"{hall.of_course}/exams", wanted).json()["id"]
        told = hall.teacher.get(f"{hall.of_course}/exams/{key}").json()

        opens_at = told.pop("opens_at")
        assert {name: told[name] for name in wanted if name != "opens_at"} == {
            name: value for name, value in wanted.items() if name != "opens_at"
        }
        assert opens_at == "2027-01-31T19:00:00Z"

    def test_is_changed_where_something_is_named_and_left_elsewhere(self, hall: Hall) -> None:
        told = hall.teacher.patch(hall.of_exam, {"title": "Other", "limit_seconds": None}).json()

        assert (told["title"], told["limit_seconds"], told["slug"]) == ("Other", None, "final")

    def test_is_replaced_with_usual_values_for_what_is_left_out(self, hall: Hall) -> None:
        told = hall.teacher.put(hall.of_exam, {"slug": "s", "title": "T", "kind": "timed"}).json()

        assert (told["id"], told["limit_seconds"]) == (hall.exam.pk, None)

    def test_keeps_every_change(self, hall: Hall) -> None:
        hall.teacher.patch(hall.of_exam, {"title": "Other"})

        newest = hall.teacher.get(f"{hall.of_exam}/history").json()["results"][0]

        assert (newest["before"], newest["after"]) == (
            {"title": "Final exam"},
            {"title": "Other"},
        )

    def test_shows_its_password_to_nobody_who_may_not_change_it(self, hall: Hall) -> None:
        rules = [{"rule": "password", "password": "open sesame"}]
        hall.teacher.patch(hall.of_exam, {"access_rules": rules})

        seen = [
            caller.get(hall.of_exam).json()["access_rules"]
            for caller in (
                hall.teacher,
                hall.caller("assistant"),
                by_token(Scope.EXAMS_READ),
            )
        ]

        assert seen == [rules, [{"rule": "password"}], [{"rule": "password"}]]

    def test_is_found_by_its_slug(self, hall: Hall) -> None:
        hall.teacher.post(f"{hall.of_course}/exams", ONE)

        told = hall.teacher.get(f"{hall.of_course}/exams", slug="one").json()

        assert [one["slug"] for one in told["results"]] == ["one"]

    def test_cannot_have_the_slug_of_another(self, hall: Hall) -> None:
        answer = hall.teacher.post(f"{hall.of_course}/exams", ONE | {"slug": "final"})

        assert (answer.status_code, answer.json()["field"]) == (409, "slug")


class TestAnExamThatLosesItsVendor:
    def test_lets_those_begin_who_wait_for_it(self, lms: Lms) -> None:
        hall = Hall.opened(lms, vendor="tool:1")
        waiting = exams.attempt_known(hall.come_in()["id"])
        exams.move(waiting, exams.Event.REQUEST_PROCTORING, by=make.LEARNER, now=timezone.now())

        hall.teacher.patch(hall.of_exam, {"kind": "timed", "vendor": ""})

        told = hall.learner.post(f"attempts/{waiting.pk}/actions", {"action": "start"}).json()
        assert told["state"] == "started"

    def test_is_changed_also_where_one_who_waited_came_too_late(self, lms: Lms) -> None:
        soon = timezone.now() + timedelta(hours=1)
        hall = Hall.opened(lms, vendor="tool:1", closes_at=soon)
        waiting = exams.attempt_known(hall.come_in()["id"])
        exams.move(waiting, exams.Event.REQUEST_PROCTORING, by=make.LEARNER, now=timezone.now())

        with time_machine.travel(soon + timedelta(minutes=1), tick=False):
            answer = hall.teacher.patch(hall.of_exam, {"kind": "timed", "vendor": ""})

        assert (answer.status_code, answer.json()["vendor"]) == (200, "")


class TestAllExamsOfACourse:
    def _put(self, hall: Hall, *told: dict, **more: object) -> dict:
        answer = hall.teacher.put(f"{hall.of_course}/exams", {"exams": told, **more})
        assert answer.status_code == 200, answer.content
        return {one["slug"]: one["change"] for one in answer.json()["results"]}

    def test_are_made_changed_and_left(self, hall: Hall) -> None:
        self._put(hall, ONE)

        changes = self._put(hall, ONE, ONE | {"slug": "two"}, ONE | {"slug": "final"})

        assert changes == {"one": "unchanged", "two": "created", "final": "updated"}

    def test_that_name_no_vendor_have_the_courses_the_second_time_too(self, hall: Hall) -> None:
        usual = exams.Usual(vendor="tool:1")
        exams.decide_usual(hall.course, usual, by=make.STAFF, now=timezone.now())
        guarded = ONE | {"slug": "guarded", "kind": "proctored"}

        changes = [self._put(hall, guarded)["guarded"] for _ in range(2)]

        assert changes == ["created", "unchanged"]

    def test_keep_their_vendor_but_from_whom_names_the_lack_of_one(self, lms: Lms) -> None:
        hall = Hall.opened(lms, vendor="tool:7")
        whole = {"slug": "final", "title": "F", "kind": "proctored"}

        replaced = hall.teacher.put(hall.of_exam, whole)
        refused = hall.teacher.patch(hall.of_exam, {"vendor": ""})

        assert (replaced.status_code, replaced.json()["vendor"]) == (200, "tool:7")
        assert (refused.status_code, refused.json()["field"]) == (422, "vendor")

    def test_that_are_not_in_the_list_stay_as_they_are(self, hall: Hall) -> None:
        self._put(hall, ONE)

        hall.exam.refresh_from_db()
        assert hall.exam.is_active

    def test_that_are_not_in_the_list_are_switched_off_where_it_is_wished(self, hall: Hall) -> None:
        changes = self._put(hall, ONE, deactivate_missing=True)

        hall.exam.refresh_from_db()
        assert changes == {"one": "created", "final": "deactivated"}
        assert not hall.exam.is_active

    @pytest.mark.parametrize(
        ("bad", "field"),
        [
            ({"limit_seconds": -1}, "exams.1.limit_seconds"),
            ({"kind": "proctored"}, "exams.1.vendor"),
            ({"access_rules": [{"rule": "magic"}]}, "exams.1.rule"),
            ({"slug": "one"}, "exams.1.slug"),
            ({"kind": "oral"}, "exams.1.kind"),
        ],
    )
    def test_are_all_refused_where_one_is(self, hall: Hall, bad: dict, field: str) -> None:
        answer = hall.teacher.put(
            f"{hall.of_course}/exams", {"exams": [ONE, ONE | {"slug": "two"} | bad]}
        )

        assert (answer.status_code, answer.json()["field"]) == (422, field)
        assert exams.exams_of(hall.course).count() == 1


class TestTermsOfToday:
    def test_reach_what_runs_only_where_staff_choose_so(self, hall: Hall) -> None:
        attempt = hall.come_in(start=True)["id"]
        hall.teacher.patch(hall.of_exam, {"limit_seconds": 7_200})
        before = hall.learner.get(f"attempts/{attempt}/time").json()["seconds_left"]

        told = hall.teacher.post(f"{hall.of_exam}/apply-to-running", {"reason": "because"}).json()

        after = hall.learner.get(f"attempts/{attempt}/time").json()["seconds_left"]
        assert (told["reached"], before <= 3_601, after > 7_000) == (1, True, True)


class TestBadInput:
    SOON = (timezone.now() + timedelta(days=1)).isoformat()

    @pytest.mark.parametrize(
        ("bad", "field"),
        [
            ({"limit_seconds": -60}, "limit_seconds"),
            ({"limit_seconds": 10**9}, "limit_seconds"),
            ({"grace_seconds": -1}, "grace_seconds"),
            ({"attempts_allowed": 0}, "attempts_allowed"),
            ({"maximum_points": -1}, "maximum_points"),
            ({"maximum_points": "100"}, "maximum_points"),
            ({"opens_at": SOON, "closes_at": "2020-01-01T00:00:00Z"}, "closes_at"),
            ({"opens_at": "2027-02-01T09:00:00"}, "opens_at"),
            ({"opens_at": "tomorrow"}, "opens_at"),
            ({"opens_at": 1_800_000_000}, "opens_at"),
            ({"opens_at": "0001-01-01T00:00:00+14:00"}, "opens_at"),
            ({"closes_at": "9999-12-31T23:59:59-12:00"}, "closes_at"),
            ({"kind": "proctored"}, "vendor"),
            ({"kind": "timed", "vendor": "tool:1"}, "vendor"),
            ({"kind": "oral"}, "kind"),
            ({"kind": ["timed"]}, "kind"),
            ({"slug": "a/b"}, "slug"),
            ({"slug": "x" * 256}, "slug"),
            ({"title": "   "}, "title"),
            ({"title": 7}, "title"),
            ({"may_opt_out": 1}, "may_opt_out"),
            ({"time_limit_mins": 30}, "time_limit_mins"),
            ({"access_rules": {"rule": "password"}}, "access_rules"),
            ({"access_rules": ["password"]}, "access_rules.0"),
        ],
    )
    def test_of_an_exam_is_refused_by_the_name_of_its_field(
        self, hall: Hall, bad: dict, field: str
    ) -> None:
        answer = hall.teacher.post(f"{hall.of_course}/exams", ONE | bad)

        assert (answer.status_code, answer.json()["field"]) == (422, field)

    @pytest.mark.parametrize("name", ["slug", "title", "kind"])
    def test_that_lacks_what_an_exam_needs_names_it(self, hall: Hall, name: str) -> None:
        told = {key: value for key, value in ONE.items() if key != name}

        answer = hall.teacher.post(f"{hall.of_course}/exams", told)

        assert (answer.status_code, answer.json()["field"]) == (422, name)
