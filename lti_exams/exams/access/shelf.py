"""The access rules that an exam may use, by name; another is one file and one line here."""

from collections.abc import Iterable, Mapping
from typing import Any

from lti_exams.exams.access.addresses import Addresses
from lti_exams.exams.access.groups import Groups
from lti_exams.exams.access.password import Password
from lti_exams.exams.access.safe_exam_browser import SafeExamBrowser
from lti_exams.exams.access.shape import AccessRule, AccessRuleRefused, Visit, Window

Rules = Iterable[Mapping[str, Any]]

_RULES: tuple[AccessRule, ...] = (Password(), Addresses(), SafeExamBrowser(), Groups())
SHELF: Mapping[str, AccessRule] = {rule.name: rule for rule in _RULES}


def check_rules(rules: Rules) -> None:
    """Refuse rules that are unknown, there twice, or set in a way that makes no sense."""
    seen: set[object] = set()
    for settings in rules:
        name = settings.get("rule")
        if not isinstance(name, str) or name not in SHELF or name in seen:
            raise AccessRuleRefused(field="rule", why="unknown or there twice")
        seen.add(name)
        SHELF[name].check(settings)


def objections(rules: Rules, visit: Visit, *, again: bool = False) -> dict[str, str]:
    """Return what each rule says to a visit: nothing, or why not.

    Those that are asked once are left out where somebody who came in already is asked again.
    """
    asked = [(SHELF[settings["rule"]], settings) for settings in rules]
    return {
        rule.name: rule.objection(settings, visit)
        for rule, settings in asked
        if not (again and rule.is_asked_once)
    }


def windows_of(rules: Rules) -> list[Window]:
    """Return the dates that rules set for whichever people."""
    return [window for one in rules for window in SHELF[one["rule"]].windows(one)]


def window_of(rules: Rules, person: int) -> Window | None:
    """Return the dates that a rule sets for one person."""
    windows = (SHELF[settings["rule"]].window(settings, person) for settings in rules)
    return next((window for window in windows if window is not None), None)
