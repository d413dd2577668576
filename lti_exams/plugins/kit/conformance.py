"""Tests that a plugin inherits: golden tables, the same answer twice, and a budget of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lti_exams.kernel.points import scaled
from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from lti_exams.qualifications.testing import TestHelper
from lti_exams.results import api as results

_MANY = 60


@dataclass(frozen=True, slots=True)
class Golden:
    """A table of points, and whom it lets qualify: each student has a cell for each assignment.

    None is no result. Every assignment has 100 points and is passed with 50.
    """

    points: Mapping[str, Sequence[int | None]]
    qualify: frozenset[str]


class PluginConformance:
    """For `django.test.TestCase`. Say `plugin_id` and `golden`, and by which settings."""

    plugin_id: str
    golden: Sequence[Golden]
    # What looking at the course may cost, whatever its size.
    query_budget = 12

    def settings_for(self, columns: Sequence[results.Column]) -> Mapping[str, Any]:
        """Return what the plugin is told, given the assignments of a golden table."""
        raise NotImplementedError

    def test_lets_those_qualify_whom_the_golden_tables_name(self) -> None:
        for number, table in enumerate(self.golden):
            found = self._found(self._made(table, f"g{number}"))
            assert found == table.qualify, f"table {number}: {sorted(found)} qualify"

    def test_decides_the_same_twice(self) -> None:
        run = self._made(self.golden[0], "twice")

        assert self._found(run) == self._found(run)

    def test_explains_every_student_as_it_decides(self) -> None:
        run = self._made(self.golden[0], "explained")

        for line in self._lines(run):
            told = line.explanation.qualifies
            assert told is line.qualifies, f"{line.member.person.sub} is explained otherwise"

    def test_keeps_to_its_budget_of_queries_whatever_the_size(self) -> None:
        small = self._cost(self._made(self.golden[0], "small"))
        sheet = next(iter(self.golden[0].points.values()))
        many = Golden({f"s{number}": sheet for number in range(_MANY)}, frozenset())
        large = self._cost(self._made(many, "large"))

        assert large <= self.query_budget, f"{large} queries"
        assert large == small, f"{small} queries for few students, {large} for many"

    def test_refuses_what_it_was_not_made_for(self) -> None:
        run = self._made(self.golden[0], "nonsense")
        qualifications.keep_settings(run, {"there-is-no-such-setting": True})

        try:
            qualifications.compute(run, now=timezone.now())
        except qualifications.PluginSettingsRefused:
            return
        raise AssertionError("it took a setting that it does not know")

    def _made(self, table: Golden, name: str) -> qualifications.Run:
        """Return a run over a course that is filled from a table."""
        width = len(next(iter(table.points.values())))
        helper = TestHelper()
        helper.add(
            nodes=f"uni{name}",
            subjects=[name],
            periods=["p"],
            assignments=[f"a{number}" for number in range(width)],
        )
        period = getattr(helper, f"{name}_p")
        columns = [getattr(helper, f"{name}_p_a{number}") for number in range(width)]
        _fill(helper, period, columns, table)
        owner = qualifications.Owner(by="kit")
        run = qualifications.begin_run(period, owner, now=timezone.now())
        qualifications.choose_plugin(run, self.plugin_id)
        return qualifications.keep_settings(run, self.settings_for(columns))

    def _found(self, run: qualifications.Run) -> frozenset[str]:
        lines = self._lines(run)
        return frozenset(line.member.person.sub for line in lines if line.qualifies)

    def _lines(self, run: qualifications.Run) -> Sequence[qualifications.Line]:
        decision = qualifications.compute(run, now=timezone.now())
        return qualifications.lines(run, decision, qualifications.Wanted(size=1_000))

    def _cost(self, run: qualifications.Run) -> int:
        with CaptureQueriesContext(connection) as asked:
            self._lines(run)
        return len(asked)


def _fill(
    helper: TestHelper,
    period: launches.Course,
    columns: Sequence[results.Column],
    table: Golden,
) -> None:
    now = timezone.now()
    told = [
        results.Told(
            column_id=column.pk,
            person_id=helper.enrol(period, student, "Learner").person_id,
            points=None if points is None else scaled(points),
            source=results.Source.HAND,
            as_of=now,
        )
        for student, cells in table.points.items()
        for column, points in zip(columns, cells, strict=True)
    ]
    results.record(told, now=now)
