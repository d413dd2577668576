"""What the shipped plugins are told, read with care: it comes from forms and from programs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from lti_exams.results import api as results
from lti_exams.rosters import api as rosters

Refused = qualifications.PluginSettingsRefused
_MOST = 10**10
_LARGEST_KEY = 2**63 - 1


def whole(settings: Mapping[str, Any], known: frozenset[str]) -> None:
    """Refuse what the plugin would not look at: somebody meant something by it."""
    for name in settings:
        if name not in known:
            raise Refused(field=str(name)[:80], why=_("this plugin has no such setting"))


def keys(settings: Mapping[str, Any], field: str) -> list[int]:
    """Return a list of keys, each once, in their order."""
    told = settings.get(field, [])
    if not isinstance(told, list) or not all(map(_is_key, told)):
        raise Refused(field=field, why=_("it is no list of numbers"))
    return list(dict.fromkeys(told))


def _is_key(value: object) -> bool:
    return type(value) is int and 0 < value <= _LARGEST_KEY


def number(value: object, field: str, *, most: int = _MOST) -> int | None:
    """Return a whole number that is not below zero; blank is None, and zero is zero."""
    if value is None:
        return None
    if type(value) is not int or not 0 <= value <= most:
        raise Refused(field=field, why=_("it is no number from zero up"))
    return value


def columns(
    period: launches.Course, asked: Sequence[int], field: str = "columns"
) -> list[results.Column]:
    """Return columns of the course, by their keys; all must be there and in use."""
    return _among(results.columns_of(period), asked, field)


def _among(
    columns: Iterable[results.Column], asked: Sequence[int], field: str
) -> list[results.Column]:
    found = {column.pk: column for column in columns}
    if not asked:
        raise Refused(field=field, why=_("no assignment is chosen"))
    if any(key not in found for key in asked):
        raise Refused(field=field, why=_("an assignment is not in this course, or not in use"))
    return [found[key] for key in asked]


def groups(settings: Mapping[str, Any]) -> list[str]:
    """Return the names of the groups that are chosen whole, each once, in their order."""
    told = settings.get("groups", [])
    if not isinstance(told, list) or not all(isinstance(each, str) for each in told):
        raise Refused(field="groups", why=_("it is no list of names"))
    return list(dict.fromkeys(told))


def in_group(columns: Iterable[results.Column], name: object, field: str) -> list[int]:
    """Return the assignments that are in a group today, by their keys; there must be some."""
    found = [column.pk for column in columns if name and column.group == name]
    if not found:
        told = {"name": str(name)[:100]}
        raise Refused(field=field, why=_("no assignment in use is in the group “%(name)s”") % told)
    return found


def chosen(period: launches.Course, settings: Mapping[str, Any]) -> list[results.Column]:
    """Return every assignment of the chosen groups, as they are today, and those chosen singly."""
    here = list(results.columns_of(period))
    whole_groups = [key for one in groups(settings) for key in in_group(here, one, "groups")]
    singly = keys(settings, "columns")
    if singly or not whole_groups:
        _among(here, singly, "columns")
    asked = {*whole_groups, *singly}
    return [column for column in here if column.pk in asked]


def told_chosen(settings: Mapping[str, Any]) -> str:
    """Say what is chosen, for a sentence."""
    named = [_("all of “%(group)s”") % {"group": one} for one in settings.get("groups", [])]
    count = len(settings.get("columns", []))
    words = ngettext("%(count)d chosen assignment", "%(count)d chosen assignments", count)
    return ", ".join([*named, words % {"count": count}] if count else named)


Obstacles = Callable[[launches.Course], Sequence[str]]


def no_students(period: launches.Course) -> Sequence[str]:
    if rosters.learners(period).exists():
        return ()
    return [_("The course has no students. Read its roster first.")]


def no_columns(period: launches.Course) -> Sequence[str]:
    """Say why nothing can be decided from assignments: there are none, or no students."""
    if not results.columns_of(period).exists():
        how = _("Read them from the LMS and our exams, take over a file of results, or add some.")
        return [_("The course has no assignments.") + " " + how]
    return no_students(period)


def no_limits(period: launches.Course) -> Sequence[str]:
    """Say which assignments nobody could pass, since nothing says what passing is."""
    if first := results.nobody_can_pass(period).first():
        told = _("The assignment “%(title)s” has no pass limit.") % {"title": first.title}
        return [told + " " + _("Give it one, or take it out of use.")]
    return no_columns(period)
