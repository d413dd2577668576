"""A score is told to an LMS for a trial: in a column of its own, which is removed afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lti_exams.grades.lti import COLUMNS, COLUMNS_READ, RESULTS, SCORE, Ags, NotAnswered
from lti_exams.grades.models import Channel
from lti_exams.grades.reconciling import ags_of
from lti_exams.grades.rules.answers import Meaning
from lti_exams.grades.rules.scores import iso
from lti_exams.grades.sending.channels import resource_id_of
from lti_exams.launches.api import Link
from lti_exams.platforms.api import Platform

_LABEL = "Connection test (removed at once)"


class Part(StrEnum):
    """What is tried."""

    SCOPES = "grade-permissions"
    MADE = "column-made"
    SCORED = "score-taken"
    READ = "score-read"
    REMOVED = "column-removed"


# Why a part was left out: what comes before it failed; no learner of the course is known.
BEFORE_IT, NOBODY = "failed-before", "no-learner"


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one part: good, bad, or left out where `good` is None; `meaning` says why."""

    part: Part
    good: bool | None
    meaning: str = ""
    answer: str = ""


def rehearse(platform: Platform, link: Link | None, user_id: str, *, now: datetime) -> list[Tried]:
    """Try everything that a grade needs. Call it outside a transaction."""
    channel, _ = Channel.objects.get_or_create(platform=platform)
    channel.platform = platform
    ags = ags_of(channel, now=now)
    try:
        granted = [ags.may(COLUMNS), ags.may(COLUMNS_READ, COLUMNS), ags.may(RESULTS)]
        may_score = ags.may(SCORE)
    except NotAnswered as stop:
        return [_bad(Part.SCOPES, stop), *_left_out(*list(Part)[1:], why=BEFORE_IT)]
    scopes = Tried(Part.SCOPES, good=may_score and all(granted), meaning=Meaning.SCOPE.value)
    if link is None or not link.line_items_url or not granted[0]:
        why = BEFORE_IT if link is not None and not granted[0] else ""
        return [scopes, *_left_out(*list(Part)[1:], why=why)]
    return [scopes, *_column(ags, link, user_id, now=now)]


def _column(ags: Ags, link: Link, user_id: str, *, now: datetime) -> Iterator[Tried]:
    name = f"{resource_id_of(link)}/test/{now:%Y%m%d%H%M%S%f}"
    about = {"label": _LABEL, "scoreMaximum": 1, "resourceId": name, "tag": "test"}
    try:
        made = ags.make_column(link.line_items_url, about)
    except NotAnswered as stop:
        yield _bad(Part.MADE, stop)
        yield from _left_out(Part.SCORED, Part.READ, Part.REMOVED, why=BEFORE_IT)
        return
    yield Tried(Part.MADE, good=True)
    yield from _scored(ags, made.url, user_id, now=now)
    yield _removed(ags, made.url)


def _scored(ags: Ags, url: str, user_id: str, *, now: datetime) -> Iterator[Tried]:
    if not user_id:
        yield from _left_out(Part.SCORED, Part.READ, why=NOBODY)
        return
    score = {
        "userId": user_id,
        "scoreGiven": 1,
        "scoreMaximum": 1,
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
        "timestamp": iso(now),
    }
    try:
        said = ags.send(url, score)
        meaning = ags.adapter.means(said)
        yield Tried(Part.SCORED, meaning is Meaning.DELIVERED, meaning.value, said.text)
        shown = ags.result_of(url, user_id)
        is_there = shown is not None and shown.score is not None
        yield Tried(Part.READ, is_there, Meaning.NOT_SHOWN.value)
    except NotAnswered as stop:
        yield _bad(Part.READ, stop)


def _removed(ags: Ags, url: str) -> Tried:
    try:
        said = ags.remove_column(url)
    except NotAnswered as stop:
        return _bad(Part.REMOVED, stop)
    return Tried(Part.REMOVED, said.ok, ags.adapter.means(said).value, said.text)


def _bad(part: Part, stop: NotAnswered) -> Tried:
    return Tried(part, good=False, meaning=stop.meaning.value, answer=stop.said.text)


def _left_out(*parts: Part, why: str) -> list[Tried]:
    return [Tried(part, good=None, meaning=why) for part in parts]
