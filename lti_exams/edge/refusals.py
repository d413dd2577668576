"""One refusal, told in words: a page for people, problem+json (RFC 9457) for programs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from lti_exams.edge.windows import is_surely_in_frame
from lti_exams.edge.wording import Side, wording_of
from lti_exams.edge.wording.checks import CHECKS
from lti_exams.edge.wording.shape import WHO_CAN_MEND_IT
from lti_exams.edge.wording.whys import WHYS
from lti_exams.kernel.errors import LtiExamsError

_HTML, _PROBLEM, _JSON = "text/html", "application/problem+json", "application/json"
_LONGEST_VALUE = 200
_MEMBERS = ("field", "state", "why")

logger = structlog.get_logger("lti_exams.refusals")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What is told of one refusal, the same in every form."""

    code: str
    status: int
    side: Side
    title: str
    what: str
    next: str
    reference: str
    at: datetime
    passed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    # What a program acts on: the field at fault, the state something is in.
    members: Mapping[str, str] = field(default_factory=dict)
    way_back: str = ""

    @property
    def who(self) -> str:
        return str(WHO_CAN_MEND_IT[self.side])


class _Values(dict[str, str]):
    """The values of an error as text that is safe to show; one that is not there is a dash."""

    def __init__(self, values: Mapping[str, object]) -> None:
        super().__init__({name: _shown(value) for name, value in values.items()})

    def __missing__(self, name: str) -> str:
        return "–"


def _shown(value: object) -> str:
    """Return a value as one line that shows what it holds: signs that cannot be seen are marked."""
    words = " ".join(str(value).split())
    seen = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in words)
    return seen if len(seen) <= _LONGEST_VALUE else seen[:_LONGEST_VALUE] + "…"


def refuse(request: HttpRequest, error: LtiExamsError) -> HttpResponse:
    """Answer a request that was refused, and leave a log line with the reference that is shown."""
    refusal = note(request, error)
    if wants_problem(request):
        return _problem(request, refusal)
    return _page(request, refusal)


def problem(request: HttpRequest, error: LtiExamsError) -> HttpResponse:
    """Answer a program that was refused, whatever it says it accepts."""
    return _problem(request, note(request, error))


def note(request: HttpRequest, error: LtiExamsError) -> Refusal:
    """Word a refusal for whoever answers it, and leave a log line with its reference."""
    refusal = tell(error, reference=getattr(request, "reference", ""), at=timezone.now())
    log = logger.error if refusal.status >= 500 else logger.warning
    log("refused", code=refusal.code, status=refusal.status, reference=refusal.reference)
    return refusal


def tell(error: LtiExamsError, *, reference: str, at: datetime) -> Refusal:
    """Put an error into words; every value that the words name is shown as plain, short text."""
    wording = wording_of(error.refusal_code)
    named = _Values(error.values)
    why = error.values.get("why")
    values = _Values({**error.values, "why": WHYS.get(str(why), why)} if why else error.values)
    return Refusal(
        code=error.refusal_code,
        status=wording.status,
        side=wording.side,
        title=str(wording.title) % values,
        what=str(wording.what) % values,
        next=str(wording.next) % values,
        reference=reference,
        at=at,
        passed=_names(error.values.get("passed")),
        failed=_names(error.values.get("failed")),
        members={name: named[name] for name in _MEMBERS if error.values.get(name)},
        way_back=error.way_back,
    )


def _names(checks: object) -> tuple[str, ...]:
    if not isinstance(checks, list | tuple):
        return ()
    return tuple(_shown(CHECKS.get(check, check)) for check in checks)


def wants_problem(request: HttpRequest) -> bool:
    """Tell whether a program asked: what it accepts says so, or the address or body it used."""
    try:
        best = request.get_preferred_type([_HTML, _PROBLEM, _JSON])
    except ValueError:
        # An Accept header too long to be read; nobody's browser sends one.
        return True
    machine = request.path.startswith("/api/") or request.content_type == _JSON
    return best in (_PROBLEM, _JSON) or (machine and not _names_html(request))


def _names_html(request: HttpRequest) -> bool:
    return _HTML in request.headers.get("Accept", "")


def _problem(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    told = {
        "type": f"{settings.PUBLIC_ORIGIN}/help/errors#{refusal.code}",
        "title": refusal.title,
        "status": refusal.status,
        "detail": f"{refusal.what} {refusal.next}",
        "instance": request.path,
        "code": refusal.code,
        "reference": refusal.reference,
        "side": refusal.side.value,
        **refusal.members,
    }
    return HttpResponse(json.dumps(told), status=refusal.status, content_type=_PROBLEM)


def _page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Render without the request: this page must come even where no database answers."""
    chrome = "edge/frame.html" if is_surely_in_frame(request) else "edge/page.html"
    page = render_to_string("edge/refusal.html", {"refusal": refusal, "chrome": chrome})
    return HttpResponse(page, status=refusal.status)
