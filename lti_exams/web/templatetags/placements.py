"""What a link opens, in words."""

from django import template

from lti_exams.web.choices import TITLES

register = template.Library()


@register.filter
def opens(kind: str) -> str:
    """Return the name of what a placement opens; nothing where nobody has chosen."""
    return str(TITLES.get(kind, kind))
