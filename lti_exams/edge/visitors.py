"""From which network address a request came."""

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Return the visitor's address, which the nearest of our proxies wrote down when it came.

    Whatever a visitor claims in the header stands to the left of what our proxies add.
    """
    proxies = settings.PROXIES_IN_FRONT
    told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if proxies and len(told) >= proxies:
        return told[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))
