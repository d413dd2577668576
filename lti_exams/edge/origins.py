"""Which origin a request was sent from, as the browser tells and no page can forge."""

from django.conf import settings
from django.http import HttpRequest

from lti_exams.kernel.origins import origin_of


def comes_from_our_pages(request: HttpRequest) -> bool:
    """Tell whether the browser says that one of our own pages sent this."""
    # Not of `headers`, which would name anew everything that a request brings.
    sent_by = request.META.get("HTTP_ORIGIN")
    if sent_by is None:
        return request.META.get("HTTP_SEC_FETCH_SITE") == "same-origin"
    return origin_of(sent_by) == origin_of(settings.PUBLIC_ORIGIN)
