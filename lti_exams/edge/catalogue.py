"""The catalogue of refusals as a list: for the help page and for docs/errors.md."""

import re
from dataclasses import dataclass

from lti_exams.edge.wording import WORDING, Wording
from lti_exams.edge.wording.shape import WHO_CAN_MEND_IT

_HEAD = """# What the service refuses, and why

Every refusal has a code that never changes its meaning. People are shown the words below; programs
get them as `application/problem+json` (RFC 9457) with the same `code` and the `reference` that
finds the log line. A running installation shows this list at `/help/errors`.

| code | status | what happened | what to do next | who can put it right |
|---|---|---|---|---|
"""
_REWRITTEN_BY = "from lti_exams.edge.catalogue import errors_page; print(errors_page(), end='')"
HOW_TO_REWRITE = (
    f'.venv/bin/python manage.py shell --no-imports -c "{_REWRITTEN_BY}" > docs/errors.md'
)


@dataclass(frozen=True, slots=True)
class ListedRefusal:
    """One code with its words, where the values of a single case are left open."""

    code: str
    status: int
    title: str
    what: str
    next: str
    who: str


def listed() -> list[ListedRefusal]:
    """Return every refusal, by code."""
    return [_listed(code, WORDING[code]) for code in sorted(WORDING)]


def _listed(code: str, wording: Wording) -> ListedRefusal:
    return ListedRefusal(
        code=code,
        status=wording.status,
        title=_open(wording.title),
        what=_open(wording.what),
        next=_open(wording.next),
        who=str(WHO_CAN_MEND_IT[wording.side]),
    )


def _open(text: object) -> str:
    return re.sub(r"%\((\w+)\)s", lambda value: f"⟨{value[1]}⟩", str(text)).replace("%%", "%")


def errors_page() -> str:
    """Return docs/errors.md."""
    rows = (
        f"| `{one.code}` | {one.status} | {one.title}. {one.what} | {one.next} | {one.who} |\n"
        for one in listed()
    )
    return _HEAD + "".join(rows)
