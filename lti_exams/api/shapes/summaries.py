"""A course in a few words, as programs get it: its exams, and its onboarding."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rest_framework import serializers

from lti_exams.api.errors import InputRefused
from lti_exams.api.fields import Instant
from lti_exams.api.reading import Fields
from lti_exams.api.shapes.attempts import PersonShown
from lti_exams.api.shapes.courses import Page
from lti_exams.api.showing import Shown
from lti_exams.exams import api as exams
from lti_exams.journeys.see_exams import Counted
from lti_exams.journeys.see_onboarding import NOT_STARTED, OnboardingOfAll
from lti_exams.journeys.see_summary import MyExam, Window


class MineInShort(Shown):
    """How the caller stands in an exam, under their own dates and time."""

    status = serializers.ChoiceField(
        choices=[one.value for one in exams.Status], allow_null=True, help_text="None: not begun."
    )
    attempt = serializers.IntegerField(allow_null=True)
    window = serializers.ChoiceField(choices=[one.value for one in Window])
    opens_at = Instant(allow_null=True)
    due_at = Instant(allow_null=True)
    closes_at = Instant(allow_null=True)
    seconds = serializers.IntegerField(allow_null=True, help_text="How long a start now gives.")
    deadline = Instant(allow_null=True)
    seconds_left = serializers.IntegerField(allow_null=True)


class ExamInShort(Shown):
    """An exam: for a learner how they stand, for staff how many stand where."""

    id = serializers.IntegerField()
    slug = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(choices=[one.value for one in exams.Kind])
    is_active = serializers.BooleanField()
    mine = MineInShort(allow_null=True)
    attempts = serializers.DictField(child=serializers.IntegerField(), allow_null=True)


class CourseSummaryShown(Shown):
    """The exams of a course."""

    exams = ExamInShort(many=True)
    now = Instant()


class LearnersQuery(Fields):
    """Which learners are wanted."""

    status = serializers.CharField(default="", help_text="One or more, with commas: not_started.")
    search = serializers.CharField(default="", allow_blank=True, max_length=200)
    offset = serializers.IntegerField(default=0, min_value=0, max_value=10_000_000)
    limit = serializers.IntegerField(default=50, min_value=1, max_value=200)


class LearnerOnboardingShown(Shown):
    """How one learner stands in the onboarding."""

    person = PersonShown()
    status = serializers.CharField(help_text="not_started, or a status of an attempt.")
    attempt = serializers.IntegerField(allow_null=True)
    started_at = Instant(allow_null=True)
    submitted_at = Instant(allow_null=True)


class OnboardingOfAllShown(Page):
    """A page of the learners of a course."""

    exam = serializers.IntegerField(allow_null=True, help_text="None where there is no onboarding.")
    results = LearnerOnboardingShown(many=True)
    now = Instant()


def of_a_learner(one: MyExam) -> Mapping[str, Any]:
    """Return an exam as a learner's course page shows it."""
    mine = {
        "status": one.time.status.value if one.time else None,
        "attempt": one.attempt.pk if one.attempt else None,
        "window": one.window.value,
        "opens_at": one.terms.opens_at,
        "due_at": one.terms.due_at,
        "closes_at": one.terms.closes_at,
        "seconds": one.seconds,
        "deadline": one.time.deadline if one.time else None,
        "seconds_left": one.time.seconds if one.time else None,
    }
    return {**_exam(one.exam), "mine": mine, "attempts": None}


def of_staff(one: Counted) -> Mapping[str, Any]:
    """Return an exam as the course page of staff shows it."""
    counts = {status.value: number for status, number in one.counts.items()}
    return {**_exam(one.exam), "mine": None, "attempts": counts}


def _exam(exam: exams.Exam) -> Mapping[str, Any]:
    return {name: getattr(exam, name) for name in ("id", "slug", "title", "kind", "is_active")}


def learners_wanted(told: Mapping[str, Any]) -> exams.LearnersWanted:
    """Return what is wanted of the learners of a course."""
    return exams.LearnersWanted(
        statuses=tuple(_status(word) for word in filter(None, told["status"].split(","))),
        search=told["search"],
        offset=told["offset"],
        limit=told["limit"],
    )


def _status(word: str) -> exams.Status | None:
    if word == NOT_STARTED:
        return None
    if word not in set(exams.Status):
        raise InputRefused(
            field="status", why=f"not one of {NOT_STARTED}, {', '.join(exams.Status)}"
        )
    return exams.Status(word)


def onboarding_shown(
    seen: OnboardingOfAll, wanted: exams.LearnersWanted, *, now: datetime
) -> Mapping[str, Any]:
    """Return how the learners of a course stand in its onboarding."""
    rows = [
        {
            "person": one.person,
            "status": one.status,
            "attempt": one.attempt.pk if one.attempt else None,
            "started_at": one.attempt.started_at if one.attempt else None,
            "submitted_at": one.attempt.submitted_at if one.attempt else None,
        }
        for one in seen.learners
    ]
    return {
        "exam": seen.exam.pk if seen.exam else None,
        "results": rows,
        "total": seen.total,
        "offset": wanted.offset,
        "limit": wanted.limit,
        "now": now,
    }
