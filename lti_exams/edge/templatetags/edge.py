"""What the page chrome knows about this installation."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def service_name() -> str:
    """Return the name that this installation goes by."""
    return settings.SERVICE_NAME


@register.simple_tag
def contact_email() -> str:
    """Return where people may write to, or nothing."""
    return settings.CONTACT_EMAIL
