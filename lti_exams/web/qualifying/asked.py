"""What a rule asks of everybody, in words: which assignments, which limits, which weights."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lti_exams.kernel.conditions import All, AtLeast, Condition, Leaf, NoneOf
from lti_exams.kernel.conditions import Any as OneOf
from lti_exams.kernel.points import SCALE
from lti_exams.qualifications import api as qualifications
from lti_exams.web.qualifying.reasons import Names, points
from lti_exams.web.words import Text

tree = qualifications.tree
_SETS: Mapping[str, Text] = {
    "chosen-by-hand": gettext_lazy("Chosen by hand"),
    qualifications.FOUND: gettext_lazy("Found by the plugin"),
    qualifications.EARLIER: gettext_lazy("Qualified in an earlier term"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, or a group of them."""

    words: str
    parts: tuple["Asked", ...] = ()


def asked(rule: qualifications.Rule, names: Names) -> Asked:
    """Put a rule into words, as a tree; decisions about single students are not part of it."""
    return _asked(_behind_overrides(rule.condition), rule, names)


def _behind_overrides(condition: Condition) -> Condition:
    match condition:
        case All(parts=(NoneOf(parts=(Leaf() as barred,)), OneOf(parts=(Leaf(), behind)))):
            is_barred = barred.name == tree.AMONG and barred["set"] == tree.BARRED
            return behind if is_barred else condition
        case _:
            return condition


def _asked(condition: Condition, rule: qualifications.Rule, names: Names) -> Asked:
    if isinstance(condition, Leaf):
        return Asked(_leaf(condition, rule, names))
    parts = tuple(_asked(part, rule, names) for part in condition.parts)
    if len(parts) == 1 and not isinstance(condition, NoneOf):
        return parts[0]
    return Asked(_group(condition), parts)


def _group(condition: All | OneOf | AtLeast | NoneOf) -> str:
    match condition:
        case OneOf(parts=parts):
            return _("One of these") if parts else _("Nobody qualifies")
        case AtLeast(count=count):
            return _("At least %(count)d of these") % {"count": count}
        case NoneOf():
            return _("None of these")
        case _:
            return _("All of these") if condition.parts else _("Everybody qualifies")


def _leaf(leaf: Leaf, rule: qualifications.Rule, names: Names) -> str:
    if leaf.name == tree.PASSED:
        return _("“%(title)s” passed") % {"title": _title(int(leaf["column"]), names)}
    if leaf.name == tree.AMONG:
        name = str(leaf["set"])
        held = _("“%(name)s” held") % {"name": names.sets.get(name, name)}
        return str(_SETS.get(name, held))
    told = {"sum": _sum(rule.sums[int(leaf["sum"])], names)}
    if leaf.name == tree.AT_LEAST:
        return _("At least %(limit)s points from %(sum)s") % {
            **told,
            "limit": points(int(leaf["least"])),
        }
    return _("At most %(limit)s points from %(sum)s") % {
        **told,
        "limit": points(int(leaf["most"])),
    }


def _sum(wanted: qualifications.Sum, names: Names) -> str:
    added = " + ".join(_best_of(group, names) for group in wanted.groups)
    if not wanted.drop_lowest:
        return added
    left = ngettext("the lowest left out", "the %(count)d lowest left out", wanted.drop_lowest) % {
        "count": wanted.drop_lowest
    }
    return f"{added} ({left})"


def _best_of(group: tuple[qualifications.Term, ...], names: Names) -> str:
    terms = [_term(one, names) for one in group]
    return terms[0] if len(terms) == 1 else _("the best of %(terms)s") % {"terms": ", ".join(terms)}


def _term(term: qualifications.Term, names: Names) -> str:
    title = _("“%(title)s”") % {"title": _title(term.column, names)}
    return title if term.weight == SCALE else f"{title} × {points(term.weight)}"


def _title(key: int, names: Names) -> str:
    return names.titles.get(key, "–")
