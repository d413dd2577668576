"""Which column of an LMS's gradebook is ours. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lti_exams.grades.rules.answers import Meaning
from lti_exams.kernel.origins import LONGEST_URL

MAKE_ANEW = "make-anew"


@dataclass(frozen=True, slots=True)
class Found:
    """A column as the line item service tells of it."""

    url: str
    resource_id: str = ""
    link_id: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """The column to use, or why there is none; neither says that none was found."""

    url: str = ""
    trouble: Meaning | None = None


def chosen(found: Iterable[Found], *, resource_ids: Sequence[str], link_id: str) -> Choice:
    """Choose by the names we give, else by our link; of several none is guessed.

    LMSs may ignore a filter, so nothing is believed to be ours that does not say so.
    """
    known = {one.url: one for one in found}
    for name in resource_ids:
        named = [one for one in known.values() if name and one.resource_id == name]
        if named:
            return _the_only(named, link_id)
    return _the_only([one for one in known.values() if link_id and one.link_id == link_id], link_id)


def _the_only(found: Sequence[Found], link_id: str) -> Choice:
    """A column that is named as ours and hangs on our link wins over its namesakes."""
    ours = [one for one in found if one.link_id == link_id] if len(found) > 1 else found
    best = ours if len(ours) == 1 else found
    if not best:
        return Choice()
    return Choice(url=best[0].url) if len(best) == 1 else Choice(trouble=Meaning.MANY_COLUMNS)


def read_found(document: object) -> list[Found]:
    """Read a list of line items; what is no line item is passed over."""
    listed = document if isinstance(document, list) else []
    return [one for one in map(_read, listed) if one is not None]


def _read(told: object) -> Found | None:
    if not isinstance(told, Mapping) or not _is_address(told.get("id")):
        return None
    return Found(
        url=told["id"],
        resource_id=str(told.get("resourceId") or ""),
        link_id=str(told.get("resourceLinkId") or ""),
    )


def _is_address(told: object) -> bool:
    """Tell whether this can be kept and called: an LMS may say anything."""
    return isinstance(told, str) and 0 < len(told) <= LONGEST_URL and told.isprintable()


def below(url: str, end: str) -> str:
    """Return the address below a line item's; some LMSs (eg Moodle) keep a query on it."""
    path, mark, query = url.partition("?")
    return f"{path.rstrip('/')}/{end}{mark}{query}"
