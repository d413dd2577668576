"""What templates of reviews say in words."""

from decimal import Decimal

from django import template

from lti_exams.kernel.points import plain
from lti_exams.web import review_words as words
from lti_exams.web.words import Text

register = template.Library()
_GRAVE, _NOTABLE = 7_500, 2_500


@register.filter
def review_words(review: str) -> Text:
    """Return where a review is, as people say it."""
    return words.REVIEWS[review].words


@register.filter
def review_tone(review: str) -> str:
    """Return the tone of where a review is."""
    return words.REVIEWS[review].tone


@register.filter
def incident_words(action: str) -> Text:
    """Return what a vendor did, as people say it."""
    return words.INCIDENTS[action].words


@register.filter
def incident_tone(action: str) -> str:
    """Return the tone of what a vendor did."""
    return words.INCIDENTS[action].tone


@register.filter
def finding_words(finding: str) -> Text:
    """Return a step of a review as people say it."""
    return words.FINDINGS.get(finding, finding)


@register.filter
def difference_words(name: str) -> Text:
    """Return in what the vendor saw somebody else than the LMS told."""
    return words.DIFFERENCES.get(name, name)


@register.filter
def share(scaled: int) -> Decimal:
    """Return a severity between 0 and 1."""
    return plain(scaled).normalize() + 0


@register.filter
def severity_tone(scaled: int) -> str:
    """Return how loud a severity is shown."""
    if scaled >= _GRAVE:
        return "bad"
    return "wait" if scaled >= _NOTABLE else ""
