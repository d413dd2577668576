"""Who may come in, as staff type it: a word, networks, browser keys, and groups, a line each."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lti_exams.web.forms.fields import SPELLING, in_zone, on_clock
from lti_exams.web.forms.people import Directory

Rule = dict[str, Any]
_HOUR = "%Y-%m-%d %H:%M"


class AccessFields(forms.Form):
    """The access rules of an exam; what is left empty is no rule."""

    password = forms.CharField(
        label=_("Password"),
        required=False,
        max_length=128,
        widget=forms.TextInput(attrs=SPELLING),
        help_text=_("A word that is told in the hall. Learners type it once."),
    )
    networks = forms.CharField(
        label=_("Networks"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2, **SPELLING}),
        help_text=_("One a line, such as 192.0.2.0/24. Elsewhere the exam does not begin."),
    )
    keys = forms.CharField(
        label=_("Keys of Safe Exam Browser"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2, **SPELLING}),
        help_text=_("Browser exam keys or configuration keys, one a line."),
    )
    groups = forms.CharField(
        label=_("Groups with their own windows"),
        required=False,
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 3, **SPELLING}),
        help_text=_(
            "One a line: name; opens; closes; people with commas between them, such as "
            "“Morning; 2027-02-01 09:00; 2027-02-01 12:00; ada@school.example, Ben Birch”. "
            "Whoever is in no group does not come in."
        ),
    )


def rules_typed(typed: Mapping[str, Any], directory: Directory, zone: str) -> tuple[Rule, ...]:
    """Return the rules that were typed; raises a ValidationError for a line that cannot be read."""
    rules: list[Rule] = [
        {"rule": "password", "password": typed.get("password")},
        {"rule": "addresses", "networks": _lines(typed.get("networks"))},
        {"rule": "safe-exam-browser", "keys": [one.lower() for one in _lines(typed.get("keys"))]},
        {
            "rule": "groups",
            "groups": [_group(line, directory, zone) for line in _lines(typed.get("groups"))],
        },
    ]
    return tuple(rule for rule in rules if all(rule.values()))


def typed_of(rules: Sequence[Rule], directory: Directory, zone: str) -> dict[str, str]:
    """Write rules as they are typed."""
    writers: dict[str, tuple[str, Callable[[Rule], str]]] = {
        "password": ("password", lambda rule: str(rule["password"])),
        "addresses": ("networks", lambda rule: "\n".join(rule["networks"])),
        "safe-exam-browser": ("keys", lambda rule: "\n".join(rule["keys"])),
        "groups": (
            "groups",
            lambda rule: "\n".join(_line(one, directory, zone) for one in rule["groups"]),
        ),
    }
    known = [(writers[rule["rule"]], rule) for rule in rules if rule["rule"] in writers]
    return {field: write(rule) for (field, write), rule in known}


def _lines(text: str | None) -> list[str]:
    return list(filter(None, map(str.strip, (text or "").splitlines())))


def _group(line: str, directory: Directory, zone: str) -> dict[str, Any]:
    parts = [part.strip() for part in line.split(";")]
    if len(parts) != 4 or not parts[0]:
        raise forms.ValidationError(
            _("A group has four parts with semicolons: %(line)s") % {"line": line[:80]}
        )
    people = [_person(name, directory) for name in parts[3].split(",") if name.strip()]
    opens, closes = (_hour(part, zone) for part in parts[1:3])
    dates = {"opens_at": opens, "closes_at": closes}
    return {
        "name": parts[0],
        "people": people,
        **{name: date.isoformat() for name, date in dates.items() if date},
    }


def _person(name: str, directory: Directory) -> int:
    person = directory.find(name)
    if person is None:
        raise forms.ValidationError(
            _("Nobody of the course, or several people, go by this name: %(name)s")
            % {"name": name.strip()[:80]}
        )
    return person.pk


def _hour(text: str, zone: str) -> datetime | None:
    if not text:
        return None
    try:
        return in_zone(datetime.fromisoformat(text).replace(tzinfo=None), zone)
    except ValueError:
        raise forms.ValidationError(
            _("Write dates as 2027-02-01 09:00, not: %(text)s") % {"text": text[:40]}
        ) from None


def _line(group: dict[str, Any], directory: Directory, zone: str) -> str:
    dates = [_written(group.get(name), zone) for name in ("opens_at", "closes_at")]
    people = ", ".join(filter(None, map(directory.name, group["people"])))
    return "; ".join([group["name"], *dates, people])


def _written(date: str | None, zone: str) -> str:
    shown = on_clock(datetime.fromisoformat(date), zone) if date else None
    return shown.strftime(_HOUR) if shown else ""
