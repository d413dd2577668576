"""A link is made ready: its column is found, or made where none is, and what it shows is read.

Whoever does this holds the channel of the LMS, so no other worker looks for a column there.
"""

from datetime import datetime, timedelta
from typing import NoReturn

import structlog

from lti_exams.grades.lti import COLUMNS, COLUMNS_READ, RESULTS, Ags, NotAnswered
from lti_exams.grades.rules.answers import Meaning, Said
from lti_exams.grades.rules.columns import Found, chosen
from lti_exams.grades.rules.results import Shown
from lti_exams.grades.sending.jobs import Prepared, Preparing

log = structlog.get_logger(__name__)

# Longer than a call may take: what was asked for before is there by then, or was never heard.
_MAY_STILL_COME = timedelta(seconds=20)
# What says no more than that it does not work like this. Where columns are not for us, links that
# have theirs from the LMS can be told scores all the same.
_NO_COLUMN = frozenset(
    {Meaning.SCORE, Meaning.PERSON, Meaning.COLUMN_GONE, Meaning.STALE, Meaning.SCOPE}
)
TAG = "exam"


def prepare(ags: Ags, wanted: Preparing, *, now: datetime) -> Prepared:
    """Find or make the column, and read it."""
    try:
        url = wanted.url or _column(ags, wanted, now=now)
        return Prepared(link=wanted.link, url=url, shown=_shown(ags, url))
    except NotAnswered as stop:
        meaning = stop.meaning
        return Prepared(link=wanted.link, meaning=meaning, said=stop.said, wait=stop.wait)
    except Exception:
        # What one link meets that nobody foresaw keeps no other one's grades here.
        log.exception("column not found", link=wanted.link)
        return Prepared(link=wanted.link, meaning=Meaning.NOT_NOW)


def _column(ags: Ags, wanted: Preparing, *, now: datetime) -> str:
    url = _claimed(ags, wanted) or _listed(ags, wanted)
    return url or _made(ags, wanted, now=now)


def _claimed(ags: Ags, wanted: Preparing) -> str:
    """Use the column that the launch named, where the LMS is one that names the right one."""
    if not wanted.claimed_url or ags.adapter.claims_own_column:
        return wanted.claimed_url
    if not ags.may(COLUMNS, COLUMNS_READ):
        return wanted.claimed_url
    found = ags.column(wanted.claimed_url)
    names = {found.resource_id, found.link_id} if found else set()
    return wanted.claimed_url if names & {wanted.resource_id, wanted.link_id} else ""


def _listed(ags: Ags, wanted: Preparing) -> str:
    if not wanted.list_url:
        _stop(Meaning.NO_SERVICE)
    if not ags.may(COLUMNS, COLUMNS_READ):
        _stop(Meaning.NO_COLUMN if wanted.may_make else Meaning.COLUMN_GONE)
    filters = ({"resource_id": wanted.resource_id}, {"resource_link_id": wanted.link_id})
    for asked in filters:
        choice = chosen(
            _columns(ags, wanted.list_url, asked),
            resource_ids=[wanted.resource_id],
            link_id=wanted.link_id,
        )
        if choice.trouble:
            _stop(choice.trouble)
        if choice.url:
            return choice.url
    return ""


def _columns(ags: Ags, list_url: str, asked: dict[str, str]) -> list[Found]:
    try:
        return ags.columns(list_url, **asked)
    except NotAnswered as stop:
        _no_column(stop)
        raise


def _made(ags: Ags, wanted: Preparing, *, now: datetime) -> str:
    if not wanted.may_make:
        _stop(Meaning.COLUMN_GONE)
    if not ags.may(COLUMNS):
        _stop(Meaning.NO_COLUMN)
    if wanted.making_since is not None and now - wanted.making_since < _MAY_STILL_COME:
        _stop(Meaning.NOT_NOW)
    about = {
        "label": wanted.label,
        "scoreMaximum": wanted.maximum,
        "resourceId": wanted.resource_id,
        "tag": TAG,
        "resourceLinkId": wanted.link_id,
    }
    try:
        return ags.make_column(wanted.list_url, about).url
    except NotAnswered as stop:
        _no_column(stop)
        raise


def _no_column(stop: NotAnswered) -> None:
    if stop.meaning in _NO_COLUMN:
        raise NotAnswered(Meaning.NO_COLUMN, stop.said) from stop


def _stop(meaning: Meaning) -> NoReturn:
    raise NotAnswered(meaning, Said(0))


def _shown(ags: Ags, url: str) -> dict[str, Shown] | None:
    """Return what the column shows of everybody; None where the LMS does not tell."""
    try:
        return ags.results(url) if ags.may(RESULTS) else None
    except NotAnswered as stop:
        if stop.meaning in {Meaning.SCOPE, Meaning.SCORE, Meaning.PERSON, Meaning.TOKEN}:
            return None
        raise
