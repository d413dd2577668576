"""Collectors of results: student by student with a method, or all at once with a rule."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lti_exams.kernel.points import plain
from lti_exams.launches import api as launches
from lti_exams.qualifications.deciding.drafts import members_who_qualify
from lti_exams.qualifications.deciding.sets import Decision
from lti_exams.results import api as results
from lti_exams.rosters import api as rosters

_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Feedback:
    """One published result."""

    points: Decimal | None
    grade: str
    is_passing_grade: bool
    counts: bool


class GroupList(list[Feedback]):
    """Everything that was published of one student in one assignment."""

    def get_feedback_with_most_points(self) -> Feedback | None:
        """Return the best one; nothing where nothing was published."""
        return max(self, key=_rank, default=None)

    def get_feedback_that_counts(self) -> Feedback | None:
        """Return the one that counts by the rule of the assignment."""
        return next((one for one in self if one.counts), None)


def _rank(feedback: Feedback) -> tuple[Decimal, bool]:
    return Decimal(-1) if feedback.points is None else feedback.points, feedback.is_passing_grade


@dataclass(frozen=True, slots=True)
class AggregatedRelatedStudentInfo:
    """A student, and what they got: by the id of each assignment of the course."""

    relatedstudent: launches.Membership
    assignments: Mapping[int, GroupList]

    @property
    def user(self) -> launches.Person:
        return self.relatedstudent.person


# The name under which plugins of the ancestor know it.
AggreatedRelatedStudentInfo = AggregatedRelatedStudentInfo


class PeriodResultsCollector:
    """Asks `student_qualifies_for_exam` about every student of a course.

    It costs one query for every thousand students. A rule is faster by far where one is enough:
    see `RuleResultsCollector`.
    """

    def __init__(self, period: launches.Course) -> None:
        self.period = period

    def student_qualifies_for_exam(
        self, aggregated_relstudentinfo: AggregatedRelatedStudentInfo
    ) -> bool:
        """Say whether a student qualifies; every collector says it differently."""
        raise NotImplementedError

    def get_relatedstudents_that_qualify_for_exam(self) -> list[int]:
        """Return the ids of all related students who qualify."""
        return [
            info.relatedstudent.pk
            for info in self.iter_aggregated()
            if self.student_qualifies_for_exam(info)
        ]

    def iter_aggregated(self) -> Iterator[AggregatedRelatedStudentInfo]:
        """Go through all students with their results."""
        columns = list(results.columns_of(self.period).values_list("pk", flat=True))
        learners = rosters.learners(self.period).select_related("person").order_by("pk")
        found = list(learners)
        for start in range(0, len(found), _AT_ONCE):
            yield from _aggregated(columns, found[start : start + _AT_ONCE])


def _aggregated(
    columns: list[int], members: list[launches.Membership]
) -> Iterator[AggregatedRelatedStudentInfo]:
    gathered = {one.person_id: {key: GroupList() for key in columns} for one in members}
    published = results.Result.objects.filter(
        column_id__in=columns, person_id__in=list(gathered), is_published=True
    )
    for row in published.order_by("as_of", "pk"):
        points = None if row.points is None else plain(row.points)
        told = Feedback(points, row.grade, row.is_passing, row.counts)
        gathered[row.person_id][row.column_id].append(told)
    for member in members:
        yield AggregatedRelatedStudentInfo(member, gathered[member.person_id])


class RuleResultsCollector:
    """Asks the database about all students at once, by a rule."""

    def __init__(self, period: launches.Course, decision: Decision) -> None:
        self.period, self.decision = period, decision

    def get_relatedstudents_that_qualify_for_exam(self) -> list[int]:
        """Return the ids of all related students who qualify."""
        return members_who_qualify(self.period, self.decision)
