"""What the page chrome knows about this installation."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings

from lti_exams.edge.beside import Opening, opening

register = template.Library()


@register.simple_tag
def service_name() -> str:
    """Return the name that this installation goes by."""
    return settings.SERVICE_NAME


@register.simple_tag
def contact_email() -> str:
    """Return where people may write to, or nothing."""
    return settings.CONTACT_EMAIL


@register.simple_tag(takes_context=True)
def opens_beside(context: Mapping[str, Any], address: str, **fields: object) -> Opening:
    """Return where a form goes that opens an address of this launch in a window of its own."""
    sent = {name: str(value) for name, value in fields.items()}
    return opening(context["request"], address, sent)
