"""Tests that every plugin has: who may use it, and that it finds the right students."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from lti_exams.kernel.points import scaled
from lti_exams.launches import api as launches
from lti_exams.qualifications.models import Run
from lti_exams.qualifications.operations.runs import Owner, begin_run
from lti_exams.qualifications.testing.helper import Group, TestHelper
from lti_exams.results import api as results


class QualifiesForExamPluginTestMixin:
    """For test cases of a plugin's views. Five tests about permissions are yours to write.

    Besides them a plugin needs one test at least with a realistic set of students.
    """

    testhelper: TestHelper
    period: launches.Course

    def create_relatedstudent(self, username: str) -> launches.Membership:
        """Return a student of the period, made where there is none of this name."""
        return self.testhelper.enrol(self.period, username, "Learner")

    def create_feedbacks(self, *feedbacks: tuple[Group, Mapping[str, Any]]) -> None:
        """Publish feedback: each on a group, with `grade`, `points` and `is_passing_grade`."""
        now = timezone.now()
        results.record(
            [
                _told(group, member, feedback)
                for group, feedback in feedbacks
                for member in group.members
            ],
            now=now,
        )

    def create_run(self, user: Any = None) -> Run:
        """Return a run of the wizard: its key is the `pluginsessionid` of the query string."""
        by = f"staff:{user.pk}" if user is not None else "testhelper"
        owner = Owner(by=by, user=user)
        return begin_run(self.period, owner, now=timezone.now())

    def plugin_input(self, run: Run) -> dict[str, Any]:
        """Return the query string that the wizard adds to a plugin's address."""
        return {"periodid": run.period_id, "pluginsessionid": run.key}

    def test_perms_as_periodadmin(self) -> None:
        raise NotImplementedError

    def test_perms_as_nodeadmin(self) -> None:
        raise NotImplementedError

    def test_perms_as_superuser(self) -> None:
        raise NotImplementedError

    def test_perms_as_nobody(self) -> None:
        raise NotImplementedError

    def test_invalid_period(self) -> None:
        raise NotImplementedError


def _told(group: Group, member: launches.Membership, feedback: Mapping[str, Any]) -> results.Told:
    points = feedback.get("points")
    return results.Told(
        column_id=group.column.pk,
        person_id=member.person_id,
        points=None if points is None else scaled(points),
        said_passing=feedback.get("is_passing_grade"),
        grade=str(feedback.get("grade", "")),
        source=results.Source.HAND,
        source_key=group.name,
        as_of=timezone.now(),
        by="testhelper",
    )
