"""Lists leave the house: the ledger, what is new since, and what the world is told."""

import csv
import io
import json
from datetime import datetime, timedelta

import pytest
from openpyxl import load_workbook

from lti_exams.audit import api as audit
from lti_exams.journeys import export_statuses, qualify_students
from lti_exams.journeys.access import ActRefused, Caller, Role
from lti_exams.journeys.relay_events import relay_events
from lti_exams.launches import api as launches
from lti_exams.outbox import api as outbox
from lti_exams.qualifications import api as qualifications
from tests.factories import exams as make
from tests.factories import outbox as make_outbox
from tests.factories.deciding import CSV, STAFF, decide, export

pytestmark = pytest.mark.django_db
Mark = qualifications.ListMark


@pytest.fixture
def course(now: datetime) -> launches.Course:
    return make.course(now)


@pytest.fixture
def ada(course: launches.Course) -> launches.Person:
    return make.person(course, "Ada Alder")


@pytest.fixture
def ben(course: launches.Course) -> launches.Person:
    return make.person(course, "=SUM(1)")


class TestAFile:
    @pytest.mark.parametrize("form", qualifications.Form)
    def test_says_who_qualifies_and_runs_nothing(self, course, ada, ben, now, form) -> None:
        status = decide(course, ada, now=now)

        file = export_statuses.download(
            STAFF, course, status.pk, export_statuses.Making(form=form), now=now
        )

        assert dict(_read(file, form)) == {ada.sub: "yes", ben.sub: "no"}
        if form is qualifications.Form.CSV:
            assert "'=SUM(1)" in file.data.decode()

    @pytest.mark.parametrize("form", qualifications.Form)
    def test_is_made_for_somebody_and_that_is_kept(self, course, ada, now, form) -> None:
        status = decide(course, ada, now=now)

        making = export_statuses.Making(form=form)
        file = export_statuses.download(STAFF, course, status.pk, making, now=now)

        if form is not qualifications.Form.XLSX:
            assert "staff:1" in file.data.decode()
        entry = audit.entries_about(f"course:{course.pk}")[0]
        assert (entry.actor, entry.action) == ("staff:1", "list-downloaded")

    def test_of_another_course_does_not_exist(self, course, ada, now) -> None:
        status = decide(course, ada, now=now)

        with pytest.raises(qualifications.NoSuchStatus):
            export_statuses.download(STAFF, make.course(now), status.pk, CSV, now=now)


def _read(file: qualifications.File, form: qualifications.Form):
    if form is qualifications.Form.JSON:
        return [(one["user_id"], one["qualifies"]) for one in json.loads(file.data)["students"]]
    if form is qualifications.Form.CSV:
        text = io.StringIO(file.data.decode("utf-8-sig"))
        return [(one["user_id"], one["qualifies"]) for one in csv.DictReader(text)]
    sheet = load_workbook(io.BytesIO(file.data)).worksheets[0]
    assert all(cell.data_type == "s" for row in sheet.iter_rows() for cell in row if cell.value)
    return [(row[0], row[4]) for row in sheet.iter_rows(min_row=2, values_only=True)]


class TestTheLedger:
    def test_keeps_who_took_what_and_its_checksum(self, course, ada, now) -> None:
        status = decide(course, ada, now=now)

        made, file = export(status, now=now)

        assert (made.target, made.form, made.by, made.students) == ("registry", "csv", "staff:1", 1)
        assert made.sha256 == file.sha256
        assert qualifications.exported_status(course) == status

    def test_is_not_changed(self, course, ada, now) -> None:
        made, _ = export(decide(course, ada, now=now), now=now)

        with pytest.raises(Exception, match="status-is-never-changed"):
            made.save()

    def test_takes_only_the_active_list(self, course, ada, now) -> None:
        old = decide(course, ada, now=now)
        decide(course, now=now)

        with pytest.raises(qualifications.StatusSuperseded):
            export(old, now=now)

    @pytest.mark.parametrize("target", ["", "Registry", "a/b", "x" * 41, "\x00"])
    def test_takes_no_target_without_a_plain_name(self, course, ada, now, target) -> None:
        with pytest.raises(qualifications.TargetRefused):
            export(decide(course, ada, now=now), now=now, target=target)

    @pytest.mark.parametrize("role", [Role.TEACHER, Role.ASSISTANT, Role.LEARNER])
    def test_is_not_written_by_those_who_teach(self, course, ada, now, role) -> None:
        caller = Caller(name="person:1", roles=frozenset({role}), course=course)

        status = decide(course, ada, now=now)

        with pytest.raises(ActRefused):
            export_statuses.hand_over(caller, status, CSV, target="registry", now=now)


class TestAChangeAfterTheExport:
    def test_is_shown_with_only_the_differences(self, course, ada, ben, now) -> None:
        export(decide(course, ada, now=now), now=now)
        cleo = make.person(course, "Cleo Cedar")
        course.memberships.filter(person=ada).update(is_active=False)
        status = decide(course, cleo, now=now)

        seen = export_statuses.see_list(STAFF, course, status.pk)

        told = {one.person: (one.before, one.mark) for one in seen.changes}
        assert told == {ada: (Mark.YES, Mark.ABSENT), cleo: (Mark.ABSENT, Mark.YES)}
        assert (seen.joined, seen.left) == (1, 1)

    def test_makes_a_file_of_only_the_differences(self, course, ada, ben, now) -> None:
        export(decide(course, ada, now=now), now=now)
        status = decide(course, ada, ben, now=now)
        making = export_statuses.Making(form=qualifications.Form.JSON, only_changes=True)

        file = export_statuses.download(STAFF, course, status.pk, making, now=now)

        (one,) = json.loads(file.data)["students"]
        assert (one["user_id"], one["before"], one["qualifies"]) == (ben.sub, "no", "yes")

    def test_makes_it_of_what_its_target_has_and_of_what_no_other_has(
        self, course, ada, ben, now
    ) -> None:
        export(decide(course, ada, now=now), now=now, target="faculty")
        export(decide(course, ada, ben, now=now), now=now, target="registry")
        status = decide(course, ada, ben, now=now)
        making = export_statuses.Making(form=qualifications.Form.JSON, only_changes=True)

        _, file = export_statuses.hand_over(STAFF, status, making, target="faculty", now=now)

        (one,) = json.loads(file.data)["students"]
        assert (one["user_id"], one["before"], one["qualifies"]) == (ben.sub, "no", "yes")
        with pytest.raises(qualifications.TargetRefused):
            export_statuses.hand_over(STAFF, status, making, target="\x00", now=now)


class TestWhatIsNewForARegistry:
    def _new(self, target: str = "registry") -> list[tuple[int, int]]:
        news, _ = export_statuses.whats_new(STAFF, target, start=0, size=10)
        return [(one.status.pk, one.changes) for one in news]

    def test_is_every_list_that_it_has_not_taken_over(self, course, ada, now) -> None:
        status = decide(course, ada, now=now)
        assert self._new() == [(status.pk, 1)]

        export(status, now=now)

        assert (self._new(), self._new("faculty")) == ([], [(status.pk, 1)])

    def test_is_a_list_again_once_it_changed(self, course, ada, ben, now) -> None:
        export(decide(course, ada, now=now), now=now)

        status = decide(course, ada, ben, now=now)

        assert self._new() == [(status.pk, 1)]

    def test_is_a_retraction_only_for_whom_was_told_before(self, course, ada, now) -> None:
        export(decide(course, ada, now=now), now=now)

        gone = qualify_students.retract(STAFF, course, "wrong term", now=now)

        assert (self._new(), self._new("faculty")) == ([(gone.pk, 1)], [])

    def test_is_not_passed_over_while_it_may_still_arrive(self, course, ada, now) -> None:
        old = decide(course, ada, now=now - timedelta(hours=1))
        young = decide(course, now=now)

        page, after = export_statuses.statuses_after(STAFF, 0, size=10, now=now)

        assert [one.pk for one in page] == [old.pk, young.pk]
        assert after == old.pk


class TestTheWorld:
    def test_is_told_of_lists_and_of_changes_after_an_export(self, course, ada, now) -> None:
        export(decide(course, ada, now=now), now=now)
        decide(course, now=now)
        qualify_students.retract(STAFF, course, "wrong term", now=now)

        told = outbox.Event.objects.order_by("pk").values_list("type", flat=True)

        assert list(told) == [
            "qualification.saved",
            "qualification.exported",
            "qualification.saved",
            "qualification.changed_after_export",
            "qualification.retracted",
            "qualification.changed_after_export",
        ]

    def test_is_told_by_webhook_which_course_it_is_and_nobodys_name(self, course, ada, now) -> None:
        to = make_outbox.subscription(now=now, events=("qualification.*",))
        decide(course, ada, now=now)

        relay_events(now=now)

        (told,) = [one.payload for one in to.messages.all()]
        assert told["type"] == "qualification.saved"
        assert told["data"]["course"]["context_id"] == course.context_id
        assert (told["data"]["state"], told["data"]["qualified"]) == ("ready", 1)
        assert "Ada" not in str(told)
