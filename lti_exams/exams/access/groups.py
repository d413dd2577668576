"""Groups that sit one after the other, each in a window of its own."""

from datetime import datetime
from typing import Any

from lti_exams.exams.access.shape import AccessRuleRefused, Settings, Visit, Window

MOST_GROUPS = 200
MOST_PEOPLE = 5_000


class Groups:
    """Lets in the people of a group, and sets their dates: `{name, people, opens_at, closes_at}`.

    Dates are ISO 8601 with an offset; a group without dates keeps those of the exam.
    """

    name = "groups"
    is_asked_once = False

    def check(self, settings: Settings) -> None:
        groups = settings.get("groups")
        if not isinstance(groups, list) or not 0 < len(groups) <= MOST_GROUPS:
            raise AccessRuleRefused(field="groups", why=f"not a list of 1 to {MOST_GROUPS} groups")
        for group in groups:
            _check_group(group)

    def objection(self, settings: Settings, visit: Visit) -> str:
        return "" if _of(settings, visit.person) else "not-in-a-group"

    def window(self, settings: Settings, person: int) -> Window | None:
        group = _of(settings, person)
        return _window(group) if group else None

    def windows(self, settings: Settings) -> list[Window]:
        return [_window(group) for group in settings["groups"]]


def _window(group: dict[str, Any]) -> Window:
    return Window(_date(group, "opens_at"), _date(group, "closes_at"))


def _of(settings: Settings, person: int) -> dict[str, Any] | None:
    return next((group for group in settings["groups"] if person in group["people"]), None)


def _check_group(group: object) -> None:
    if not isinstance(group, dict) or not isinstance(group.get("name"), str):
        raise AccessRuleRefused(field="groups", why="a group has no name")
    people = group.get("people")
    fits = isinstance(people, list) and len(people) <= MOST_PEOPLE
    if not fits or not all(type(person) is int for person in people or ()):
        raise AccessRuleRefused(field="groups", why="a group has no list of people")
    opens, closes = _date(group, "opens_at"), _date(group, "closes_at")
    if opens and closes and closes <= opens:
        raise AccessRuleRefused(field="groups", why="a group closes before it opens")


def _date(group: dict[str, Any], name: str) -> datetime | None:
    told = group.get(name)
    if told is None:
        return None
    try:
        date = datetime.fromisoformat(told)
    except (TypeError, ValueError):
        raise AccessRuleRefused(field="groups", why=f"{name} is no date") from None
    if date.utcoffset() is None or not 2000 <= date.year <= 2200:
        raise AccessRuleRefused(
            field="groups", why=f"{name} has no time zone or is no year of ours"
        )
    return date
