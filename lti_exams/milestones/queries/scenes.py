"""Everything around some subjects, read in two queries: what they ask, and what would give it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from lti_exams.kernel.conditions import All
from lti_exams.kernel.prepared import Asked, Question
from lti_exams.milestones.models import Fulfilment, Requirement
from lti_exams.milestones.queries.among import TextAmong, array, rows_of
from lti_exams.milestones.queries.ties import fulfilments, requirements
from lti_exams.milestones.rules.conditions import is_over
from lti_exams.milestones.rules.reach import Graph, ranks
from lti_exams.milestones.rules.subjects import Subject
from lti_exams.milestones.rules.trees import tree


@dataclass(frozen=True)
class Scene:
    """The requirements of subjects and the living fulfilments of what they ask for."""

    asked: Mapping[str, list[Requirement]]
    givers: Mapping[int, list[Fulfilment]]

    def condition(self, subject: Subject) -> All:
        return self.conditions.get(subject.digest, All())

    @cached_property
    def conditions(self) -> Mapping[str, All]:
        return {
            digest: tree(row.node for row in rows) for digest, rows in self.asked.items() if rows
        }

    @cached_property
    def rows(self) -> Mapping[int, Requirement]:
        return {row.pk: row for rows in self.asked.values() for row in rows}

    @cached_property
    def subjects(self) -> Mapping[str, Subject]:
        """Return every subject that asks for something or gives it, by its digest."""
        found: dict[str, Subject] = {}
        for row in [*self.rows.values(), *(row for rows in self.givers.values() for row in rows)]:
            if row.subject_digest not in found:
                found[row.subject_digest] = row.subject
        return found

    def graph(self, held: Collection[int] = (), *, barred: Collection[int] = ()) -> Graph:
        """Return who can reach what, beginning with what is held, without what is barred."""
        by_hand = {row.milestone_id for row in self.rows.values() if _is_by_hand(row)}
        return Graph(
            asks=self.conditions,
            givers={
                key: frozenset(row.subject_digest for row in rows)
                for key, rows in self.givers.items()
                if key not in barred
            },
            given=frozenset(held) | {key for key in by_hand if key is not None},
        )

    @cached_property
    def reachable(self) -> Mapping[int, int]:
        """Return what can be reached by somebody who holds nothing yet."""
        return ranks(self.graph())


_REQUIREMENT, _FULFILMENT = Requirement._meta.db_table, Fulfilment._meta.db_table


def _before(column: str) -> RawSQL:
    """Return the subjects before some, with those, or their milestones."""
    sql = f"""
        WITH RECURSIVE asked(digest) AS (
            {rows_of("text")}
            UNION
            SELECT fulfilment.subject_digest
            FROM asked
            JOIN {_REQUIREMENT} requirement
                ON requirement.subject_digest = asked.digest AND requirement.is_active
            JOIN {_FULFILMENT} fulfilment
                ON fulfilment.milestone_id = requirement.milestone_id AND fulfilment.is_active
        )
        SELECT {column}
        FROM asked
        JOIN {_REQUIREMENT} requirement
            ON requirement.subject_digest = asked.digest AND requirement.is_active
    """  # noqa: S608 - names of our own tables
    return RawSQL(sql, [Asked("subjects")])  # noqa: S611 - the ORM knows no recursion


def _after() -> RawSQL:
    """Return milestones, and those that subjects give which ask for them, and so on."""
    sql = f"""
        WITH RECURSIVE lost(milestone) AS (
            {rows_of("bigint")}
            UNION
            SELECT fulfilment.milestone_id
            FROM lost
            JOIN {_REQUIREMENT} requirement
                ON requirement.milestone_id = lost.milestone AND requirement.is_active
            JOIN {_FULFILMENT} fulfilment
                ON fulfilment.subject_digest = requirement.subject_digest AND fulfilment.is_active
        )
        SELECT milestone FROM lost
    """  # noqa: S608
    return RawSQL(sql, [Asked("milestones")])  # noqa: S611


def _living() -> QuerySet[Fulfilment]:
    return fulfilments().filter(kind__is_active=True).select_related(None)


def _asked_by_some() -> QuerySet[Any]:
    asked = Requirement.objects.filter(
        TextAmong("subject_digest", Asked("subjects")), is_active=True
    )
    return asked.order_by().values("milestone")


_Statements = tuple[Question[Requirement], Question[Fulfilment]]
_THESE: _Statements = (
    Question(lambda: requirements().filter(TextAmong("subject_digest", Asked("subjects")))),
    Question(lambda: _living().filter(milestone__in=_asked_by_some())),
)
_ALL_BEFORE: _Statements = (
    Question(lambda: requirements().filter(subject_digest__in=_before("asked.digest"))),
    Question(lambda: _living().filter(milestone__in=_before("requirement.milestone_id"))),
)
_ALL_AFTER = Question(lambda: requirements().filter(milestone__in=_after()))


def scene(subjects: Iterable[Subject], *, now: datetime) -> Scene:
    """Read what these subjects ask for and what gives that, and no further."""
    return _scene(subjects, _THESE, now=now)


def whole_scene(subjects: Iterable[Subject], *, now: datetime) -> Scene:
    """Read it all the way down: what gives it asks for something too."""
    return _scene(subjects, _ALL_BEFORE, now=now)


def _scene(subjects: Iterable[Subject], statements: _Statements, *, now: datetime) -> Scene:
    digests = array({one.digest for one in subjects})
    asked, given = statements
    rows: dict[str, list[Requirement]] = defaultdict(list)
    for row in asked.rows(subjects=digests):
        rows[row.subject_digest].append(row)
    givers: dict[int, list[Fulfilment]] = defaultdict(list)
    for gift in given.rows(subjects=digests) if rows else ():
        if not is_over(gift.condition, now=now):
            givers[gift.milestone_id].append(gift)
    return Scene(rows, givers)


def subjects_after(milestones: Collection[int]) -> dict[str, Subject]:
    """Return every subject that asks for these, or for what such a subject gives, and so on."""
    rows = _ALL_AFTER.rows(milestones=array(milestones))
    return {row.subject_digest: row.subject for row in rows}


def _is_by_hand(row: Requirement) -> bool:
    milestone = row.milestone
    return milestone is not None and milestone.is_active and milestone.is_given_by_hand
