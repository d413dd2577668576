"""Why somebody qualifies or does not, in words that people understand."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lti_exams.kernel.conditions import Any as OneOf
from lti_exams.kernel.conditions import AtLeast, Leaf, NoneOf, Verdict
from lti_exams.kernel.points import SCALE, plain
from lti_exams.qualifications import api as qualifications
from lti_exams.web.words import Text

tree = qualifications.tree
_SETS: Mapping[str, tuple[Text, Text]] = {
    "chosen-by-hand": (gettext_lazy("Chosen by hand"), gettext_lazy("Not chosen by hand")),
    qualifications.FOUND: (
        gettext_lazy("Qualifies by what the plugin found"),
        gettext_lazy("Does not qualify by what the plugin found"),
    ),
    qualifications.EARLIER: (
        gettext_lazy("Qualified in an earlier term"),
        gettext_lazy("Did not qualify in an earlier term, or too long ago"),
    ),
    tree.WAIVED: (
        gettext_lazy("Qualifies by a decision about this student alone"),
        gettext_lazy("No decision about this student alone"),
    ),
    tree.BARRED: (
        gettext_lazy("Does not qualify by a decision about this student alone"),
        gettext_lazy("No decision about this student alone"),
    ),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One answer, or a group of them."""

    met: bool
    words: str
    parts: tuple["Reason", ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """What assignments and sets are called."""

    titles: Mapping[int, str]
    sets: Mapping[str, str]


def titles_of(status: qualifications.Status) -> Names:
    """Return what things were called when a status was saved."""
    titles = {one["id"]: one["title"] for one in status.columns}
    return Names(titles, status.rule.get("names", {}))


def points(scaled: int) -> str:
    return format(plain(scaled).normalize(), "f")


def why(told: qualifications.Explanation, names: Names) -> Reason:
    """Put an explanation into words, as a tree."""
    return _reason(_behind_overrides(told.verdict), told, names)


def in_short(told: qualifications.Explanation, names: Names) -> str:
    """Return the answers that account for a verdict, on a line; three of them at most."""
    verdict = _behind_overrides(told.verdict)
    accounting = [_leaf(leaf, met, told, names) for leaf, met in verdict.because]
    shown, more = accounting[:3], len(accounting) - 3
    if more > 0:
        shown.append(ngettext("%(more)d more", "%(more)d more", more) % {"more": more})
    return "; ".join(shown) or str(_("Nothing was asked"))


def _behind_overrides(verdict: Verdict) -> Verdict:
    """Return what decided: a decision about the student alone, or else the rule behind it."""
    if len(verdict.parts) != 2 or len(verdict.parts[0].parts) != 1:
        return verdict
    barred, others = verdict.parts[0].parts[0], verdict.parts[1]
    if not _is_set(barred, tree.BARRED) or len(others.parts) != 2:
        return verdict
    if barred.met:
        return Verdict(barred.condition, met=False)
    return others.parts[0] if others.parts[0].met else others.parts[1]


def _is_set(verdict: Verdict, name: str) -> bool:
    leaf = verdict.condition
    return isinstance(leaf, Leaf) and leaf.name == tree.AMONG and leaf["set"] == name


def _reason(verdict: Verdict, told: qualifications.Explanation, names: Names) -> Reason:
    condition = verdict.condition
    if isinstance(condition, Leaf):
        return Reason(verdict.met, _leaf(condition, verdict.met, told, names))
    parts = tuple(_reason(part, told, names) for part in verdict.parts)
    if len(parts) == 1 and not isinstance(condition, NoneOf):
        return parts[0]
    return Reason(verdict.met, _group(verdict), parts)


def _group(verdict: Verdict) -> str:
    match verdict.condition:
        case OneOf():
            return _("One of these") if verdict.parts else _("Nobody qualifies")
        case AtLeast(count=count):
            return _("At least %(count)d of these") % {"count": count}
        case NoneOf():
            return _("None of these")
        case _:
            return _("All of these") if verdict.parts else _("Everybody qualifies")


def _leaf(leaf: Leaf, met: bool, told: qualifications.Explanation, names: Names) -> str:  # noqa: FBT001
    if leaf.name == tree.PASSED:
        title = names.titles.get(int(leaf["column"]), "–")
        words = _("“%(title)s” passed") if met else _("“%(title)s” not passed")
        return words % {"title": title}
    if leaf.name == tree.AMONG:
        return _set(str(leaf["set"]), met, names)
    return _sum(leaf, met, told)


def _set(name: str, met: bool, names: Names) -> str:  # noqa: FBT001
    if name in _SETS:
        # Whoever is barred is told as an answer of its own, though the question is "barred?".
        yes, no = _SETS[name]
        return str(yes if met or name == tree.BARRED else no)
    called = {"name": names.sets.get(name, name)}
    return (_("“%(name)s” held") if met else _("“%(name)s” not held")) % called


def _sum(leaf: Leaf, met: bool, told: qualifications.Explanation) -> str:  # noqa: FBT001
    has = points(told.sums[int(leaf["sum"])] // SCALE)
    if leaf.name == tree.AT_LEAST:
        shown = {"has": has, "limit": points(int(leaf["least"])), "gap": points(told.missing(leaf))}
        if met:
            return _("%(has)s points, at least %(limit)s are needed") % shown
        return _("%(has)s points of at least %(limit)s: %(gap)s missing") % shown
    shown = {"has": has, "limit": points(int(leaf["most"])), "gap": points(told.missing(leaf))}
    if met:
        return _("%(has)s points, at most %(limit)s are allowed") % shown
    return _("%(has)s points, %(gap)s more than the %(limit)s that are allowed") % shown
