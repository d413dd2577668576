"""How a requirement stands, in the same words for learners, teachers and support."""

from datetime import datetime
from functools import reduce

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lti_exams.kernel.points import plain
from lti_exams.milestones.queries.gates import Reason
from lti_exams.milestones.rules.conditions import ALWAYS, Condition, both
from lti_exams.milestones.rules.trees import Mode

Text = str | Promise

_TOLD: dict[str, Text] = {
    "held": _("%(title)s: reached."),
    "waived": _("%(title)s: not asked of you."),
    "given-here": _("%(title)s: this is what gives it."),
    "missing": _("%(title)s: not reached yet."),
    "revoked": _("%(title)s: taken back. Only staff can give it back."),
    "lost": _("%(title)s: it was reached, and the result that gave it counts no more."),
    "expired": _("%(title)s: reached once, and it holds no more."),
    "unreachable": _("%(title)s: nothing gives it any more. Staff can let you past."),
    "milestone-off": _("%(title)s: it was switched off. Staff can let you past."),
    "relation-off": _("%(title)s: this kind of requirement is switched off. Ask staff."),
    "not-complete": _("%(title)s: what gives it is not completed."),
    "score-too-low": _("%(title)s: at least %(score)s % of the points are needed."),
    "completion-too-low": _("%(title)s: at least %(completion)s % of it must be done."),
    "not-verified": _("%(title)s: it still has to be verified."),
    "too-early": _("%(title)s: it was reached before the time that counts."),
    "too-late": _("%(title)s: it was reached after the time that counts."),
}


def told(reason: Reason) -> str:
    """Return how a requirement stands, with everything that is short."""
    asked = reason.condition
    values = {
        "score": _percent(asked.minimum_score),
        "completion": _percent(asked.minimum_completion),
        "title": reason.milestone.title,
    }
    # A title may hold a percent sign, so only what we wrote is a pattern.
    return " ".join(_filled(str(_TOLD[code]), values) for code in reason.codes)


def _filled(pattern: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        pattern = pattern.replace(f"%({name})s", value)
    return pattern


def told_group(mode: str, count: int | None) -> str:
    """Say how many parts of a group are asked for."""
    if mode == Mode.ALL:
        return gettext("All of these")
    if mode == Mode.ANY:
        return gettext("Any one of these")
    return gettext("At least %s of these") % count


def _percent(value: int | None) -> str:
    return "" if value is None else f"{plain(value).normalize():f}"


def told_way(title: str, *conditions: Condition) -> str:
    """Return in one sentence what somebody does to get a milestone that is enough for them all."""
    condition = reduce(both, conditions, ALWAYS)
    values = {
        "score": _percent(condition.minimum_score),
        "completion": _percent(condition.minimum_completion),
        "opens": _moment(condition.not_before),
        "closes": _moment(condition.not_after),
    }
    asked = [_filled(str(text), values) for name, text in _ASKED.items() if values[name]]
    if condition.verified:
        asked.append(str(_("and have it verified")))
    # What people call it may look like a pattern, so it is written last.
    return _filled(" ".join([str(_("Complete %(title)s")), *asked]), {"title": title}) + "."


_ASKED: dict[str, Text] = {
    "score": _("with at least %(score)s % of the points"),
    "completion": _("with at least %(completion)s % of it done"),
    "opens": _("not before %(opens)s"),
    "closes": _("no later than %(closes)s"),
}


def _moment(at: datetime | None) -> str:
    return "" if at is None else date_format(at, "j M Y, H:i e")
