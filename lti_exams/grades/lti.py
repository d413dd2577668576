"""Assignment and Grade Services of one LMS: columns, scores and results, over one line."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from lti_exams.grades.lms import Lms
from lti_exams.grades.rules.answers import Meaning, Said, readable, retry_after
from lti_exams.grades.rules.columns import Found, below, read_found
from lti_exams.grades.rules.results import Shown
from lti_exams.kernel import http
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.origins import with_query
from lti_exams.kernel.weblinks import next_page
from lti_exams.platforms import api as platforms

_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope"
SCORE, RESULTS = f"{_SCOPE}/score", f"{_SCOPE}/result.readonly"
COLUMNS, COLUMNS_READ = f"{_SCOPE}/lineitem", f"{_SCOPE}/lineitem.readonly"
# Asked for together: one token serves them all, and Moodle takes `lineitem` not to include reading.
SCOPES = (COLUMNS, COLUMNS_READ, RESULTS, SCORE)

_COLUMN_TYPE = "application/vnd.ims.lis.v2.lineitem+json"
_COLUMNS_TYPE = "application/vnd.ims.lis.v2.lineitemcontainer+json"
_RESULTS_TYPE = "application/vnd.ims.lis.v2.resultcontainer+json"
_SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"
PATIENCE = http.Patience(connect=3, read=5, total=8)
_MOST_PAGES = 500
_PAGE = "500"
_LARGEST = Decimal(10**12)

# What a failure to get any answer means; whatever else fails may work later.
_BY_CODE: Mapping[str, Meaning] = {
    "remote-address-refused": Meaning.ORIGIN,
    "remote-not-https": Meaning.ORIGIN,
    "bearer-origin-refused": Meaning.ORIGIN,
    "access-token-refused": Meaning.REGISTRATION,
    "access-token-throttled": Meaning.THROTTLED,
    "access-token-unreadable": Meaning.NOT_NOW,
    "access-token-busy": Meaning.NOT_NOW,
    "access-token-scopes-missing": Meaning.SCOPE,
    "signing-key-missing": Meaning.REGISTRATION,
}
_ABOUT_TOKENS = frozenset({"access-token-refused", "access-token-throttled"})


class NotAnswered(LtiExamsError):
    """A call to a gradebook did not give what it should; its `meaning` says what follows."""

    code = "gradebook-not-answered"

    def __init__(self, meaning: Meaning, said: Said, wait: timedelta | None = None) -> None:
        super().__init__(meaning=meaning.value, status=said.status)
        self.meaning, self.said, self.wait = meaning, said, wait


class Ags:
    """What may be asked of the gradebook of one LMS."""

    def __init__(self, line: platforms.Line, adapter: Lms, clock: Callable[[], datetime]) -> None:
        self.line, self.adapter, self.clock = line, adapter, clock

    def may(self, *scopes: str) -> bool:
        """Tell whether the LMS granted any of these scopes."""
        with _told(self):
            granted = self.line.granted(now=self.clock())
        return not granted.isdisjoint(scopes)

    def send(self, url: str, score: Mapping[str, object]) -> Said:
        """Send one score to a column."""
        body = json.dumps(score, allow_nan=False).encode()
        return self._call("POST", below(url, "scores"), {"Content-Type": _SCORE_TYPE}, data=body)[0]

    def result_of(self, url: str, user_id: str) -> Shown | None:
        """Return what a column shows of one person."""
        where = with_query(below(url, "results"), {"user_id": user_id})
        said, document = self._read(where, _RESULTS_TYPE)
        if not said.ok:
            raise NotAnswered(self.adapter.means(said), said)
        return dict(_results(document)).get(user_id)

    def results(self, url: str) -> dict[str, Shown]:
        """Return what a column shows of everybody."""
        where = with_query(below(url, "results"), {"limit": _PAGE})
        return dict(one for page in self._pages(where, _RESULTS_TYPE) for one in _results(page))

    def columns(self, list_url: str, **wanted: str) -> list[Found]:
        """Return the columns of a course that an LMS finds by these filters."""
        pages = self._pages(with_query(list_url, wanted), _COLUMNS_TYPE)
        return [found for page in pages for found in read_found(page)]

    def column(self, url: str) -> Found | None:
        """Return one column; None where it is gone."""
        said, document = self._read(url, _COLUMN_TYPE)
        if said.status in {404, 410}:
            return None
        if not said.ok:
            raise NotAnswered(self.adapter.means(said), said)
        return next(iter(read_found([document])), None)

    def make_column(self, list_url: str, about: Mapping[str, object]) -> Found:
        """Ask for a new column. Whether it was made is unknown where no answer comes."""
        headers = {"Content-Type": _COLUMN_TYPE, "Accept": _COLUMN_TYPE}
        said, answer = self._call("POST", list_url, headers, data=json.dumps(about).encode())
        found = read_found([_json(answer)]) if said.ok else []
        if not found:
            raise NotAnswered(self.adapter.means(said) if not said.ok else Meaning.UNCERTAIN, said)
        return found[0]

    def remove_column(self, url: str) -> Said:
        """Delete a column with everything in it."""
        return self._call("DELETE", url, {})[0]

    def _pages(self, url: str, media_type: str) -> Iterator[object]:
        for _ in range(_MOST_PAGES):
            said, answer = self._call("GET", url, {"Accept": media_type})
            if not said.ok:
                raise NotAnswered(self.adapter.means(said), said, self._wait(said))
            yield _json(answer)
            url = next_page(answer.headers.get("Link", ""), base=url)
            if not url:
                return

    def _read(self, url: str, media_type: str) -> tuple[Said, object]:
        said, answer = self._call("GET", url, {"Accept": media_type})
        return said, _json(answer) if said.ok else None

    def _call(
        self, method: str, url: str, headers: Mapping[str, str], **body: Any
    ) -> tuple[Said, http.Answer]:
        with _told(self):
            answer = self.line.call(
                method, url, now=self.clock(), headers=headers, timeout=PATIENCE, **body
            )
        text = "" if answer.ok else readable(answer.body)
        return Said(answer.status, text, answer.headers), answer

    def _wait(self, said: Said) -> timedelta | None:
        return retry_after(said.headers, now=self.clock())


@contextmanager
def _told(ags: Ags) -> Iterator[None]:
    """Say of a call without an answer what that means."""
    try:
        yield
    except LtiExamsError as error:
        status = error.values.get("status", 0)
        headers = {"Retry-After": str(error.values.get("retry_after", ""))}
        said = Said(status if isinstance(status, int) else 0, error.refusal_code, headers)
        wait = retry_after(headers, now=ags.clock())
        raise NotAnswered(_meaning(error, said), said, wait) from error


def _meaning(error: LtiExamsError, said: Said) -> Meaning:
    if error.refusal_code in _ABOUT_TOKENS and said.status >= 500:
        # An LMS that is away is no LMS that asks for patience: its outage is counted.
        return Meaning.NOT_NOW
    if error.values.get("error") == "invalid_scope":
        return Meaning.SCOPE
    return _BY_CODE.get(error.refusal_code, Meaning.UNCERTAIN)


def _json(answer: http.Answer) -> object:
    try:
        document: object = answer.json()
    except LtiExamsError as error:
        said = Said(answer.status, error.refusal_code)
        raise NotAnswered(Meaning.NOT_NOW, said) from error
    return document


def _results(document: object) -> Iterator[tuple[str, Shown]]:
    listed = document if isinstance(document, list) else []
    for one in (each for each in listed if isinstance(each, Mapping)):
        with suppress(TypeError, ValueError, ArithmeticError, KeyError):
            maximum, score = one.get("resultMaximum"), one.get("resultScore")
            shown = Shown(
                None if score is None else _number(score),
                Decimal(1) if maximum is None else _number(maximum),
            )
            yield str(one["userId"]), shown


def _number(told: object) -> Decimal:
    """Read a number that can be counted with: neither a NaN nor one of a million digits."""
    number = Decimal(str(told))
    if not number.is_finite() or abs(number) > _LARGEST:
        raise ValueError
    return number
