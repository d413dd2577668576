"""What people read of milestones: a word for every code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lti_exams.kernel.points import plain
from lti_exams.milestones import api as milestones
from lti_exams.web.words import Tag, Text

STATES: Mapping[str, Tag] = {
    milestones.State.EARNED: Tag(_("Reached"), "good"),
    milestones.State.WAIVED: Tag(_("Not asked of them"), "good"),
    milestones.State.REVOKED: Tag(_("Taken back"), "bad"),
    milestones.State.EXPIRED: Tag(_("Holds no more"), "wait"),
}
# What a learner reads of their own.
OWN_STATES: Mapping[str, Tag] = {
    **STATES,
    milestones.State.WAIVED: Tag(_("Not asked of you"), "good"),
}
KINDS: Mapping[str, Text] = {
    milestones.SubjectKind.COURSE: _("Course"),
    milestones.SubjectKind.EXAM: _("Exam"),
    milestones.SubjectKind.LINK: _("Link"),
    milestones.SubjectKind.CONTENT_ITEM: _("Content"),
    milestones.SubjectKind.QUALIFICATION: _("Qualification"),
}
MODES: Mapping[str, Text] = {
    milestones.Mode.ALL: _("All of them"),
    milestones.Mode.ANY: _("Any one of them"),
    milestones.Mode.AT_LEAST: _("At least some of them: how many you say below"),
}
LOST: Mapping[str, Text] = {
    milestones.WhenLost.TAKE_BACK: _("The milestone is taken back"),
    milestones.WhenLost.KEEP: _("Whoever has it keeps it"),
}
TROUBLES: Mapping[str, Text] = {
    "milestone-off": _("The milestone is switched off, so nobody can meet this."),
    "relation-off": _("This kind of requirement is switched off, so nobody can meet it."),
    "circular": _("It waits for itself, so nobody can meet it."),
    "unreachable": _("Nothing gives the milestone any more, so nobody can meet this."),
    "group-too-small": _("The group has fewer parts than it asks for, so nobody can meet it."),
}


def condition_words(asked: milestones.Condition) -> str:
    """Return everything that a condition asks; nothing where it asks nothing."""
    return ", ".join(_asked(asked))


def _asked(asked: milestones.Condition) -> Iterator[str]:
    if asked.minimum_score is not None:
        yield gettext("at least %s %% of the points") % percent(asked.minimum_score)
    if asked.minimum_completion is not None:
        yield gettext("at least %s %% done") % percent(asked.minimum_completion)
    if asked.verified:
        yield gettext("verified")
    if asked.not_before is not None:
        yield gettext("not before %s") % date_format(asked.not_before, "j M Y, H:i e")
    if asked.not_after is not None:
        yield gettext("not after %s") % date_format(asked.not_after, "j M Y, H:i e")


def evidence_words(evidence: milestones.Evidence) -> str:
    """Return how well that was done on which an award rests."""
    parts = []
    if evidence.score is not None:
        parts.append(gettext("%s %% of the points") % percent(evidence.score))
    if evidence.completion is not None:
        parts.append(gettext("%s %% done") % percent(evidence.completion))
    if evidence.is_verified:
        parts.append(gettext("verified"))
    return ", ".join(parts)


def percent(scaled: int) -> str:
    """Return scaled percent as people write it."""
    return f"{plain(scaled).normalize():f}"


def group_words(mode: str, count: int | None) -> str:
    """Say how many parts of a group are asked for."""
    return milestones.told_group(mode, count)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a rule in words, and what stands under it."""

    words: str
    parts: tuple["Line", ...] = ()


def rule_words(document: Mapping[str, Any], names: Mapping[str, str]) -> Line:
    """Return when a course is completed, in words."""
    if "ask" in document:
        return Line(_question(document["about"], names))
    word, parts = next((word, parts) for word, parts in document.items() if word != "at_least")
    told = group_words(milestones.Mode.AT_LEAST, document["at_least"]) if word == "of" else ""
    words = told or {
        "all": gettext("All of these"),
        "any": gettext("Any one of these"),
        "none": gettext("None of these"),
    }.get(word, word)
    return Line(words, tuple(rule_words(part, names) for part in parts))


def _question(about: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if "milestone" in about:
        return names.get(f"milestone:{about['milestone']}", gettext("a milestone that is off"))
    asked = milestones.Condition(
        minimum_score=about.get("minimum_score"),
        minimum_completion=about.get("minimum_completion"),
        verified=about.get("verified", False),
    )
    name, words = names.get(about["subject"], about["subject"]), condition_words(asked)
    return f"{name}: {words}" if words else name
