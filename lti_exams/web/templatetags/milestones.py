"""What the pages say of milestones, in words."""

from collections.abc import Mapping

from django import template

from lti_exams.milestones import api as milestones
from lti_exams.web import milestone_words
from lti_exams.web.words import Tag, Text

register = template.Library()


@register.filter
def state_tag(state: str) -> Tag:
    """Return how somebody stands to a milestone, as staff say it."""
    return milestone_words.STATES[state]


@register.filter
def own_state_tag(state: str) -> Tag:
    """Return how somebody stands to a milestone, as they are told."""
    return milestone_words.OWN_STATES[state]


@register.filter
def subject_kind(subject: milestones.Subject) -> Text:
    """Return what kind of thing a subject is."""
    return milestone_words.KINDS[subject.kind]


@register.filter
def called(subject: milestones.Subject, names: Mapping[str, str]) -> str:
    """Return a subject by its name."""
    return names.get(str(subject), subject.key)


@register.filter
def asks(condition: milestones.Condition) -> str:
    """Return everything that a condition asks."""
    return milestone_words.condition_words(condition)


@register.filter
def evidence(of: milestones.Evidence) -> str:
    """Return how well that was done on which an award rests."""
    return milestone_words.evidence_words(of)


@register.filter
def group(tie: milestones.Tie) -> str:
    """Say how many parts of a group are asked for."""
    return milestone_words.group_words(tie.mode or "", tie.count)


@register.filter
def trouble(code: str) -> Text:
    """Say why nobody can meet a requirement."""
    return milestone_words.TROUBLES[code]


@register.filter
def told(reason: milestones.Reason) -> str:
    """Say how a requirement stands, as everybody reads it."""
    return milestones.told(reason)
