"""Refusals as OAuth tells them to programs (RFC 6749 section 5.2, RFC 7591 section 3.2.2)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from lti_exams.edge.refusals import note
from lti_exams.kernel.errors import LtiExamsError


def refused(request: HttpRequest, error: LtiExamsError) -> HttpResponse:
    """Answer a program in JSON: OAuth's word for it, ours, and where ours are explained."""
    refusal = note(request, error)
    told = {
        "error": str(error.values.get("oauth", "invalid_request")),
        "error_description": f"{refusal.what} {refusal.next}",
        "error_uri": f"{settings.PUBLIC_ORIGIN}/help/errors#{refusal.code}",
        "code": refusal.code,
        "reference": refusal.reference,
    }
    response = JsonResponse(told, status=refusal.status)
    if refusal.status == 401:
        response["WWW-Authenticate"] = f'Bearer error="{told["error"]}"'
    return not_kept(response)


def not_kept(response: HttpResponse) -> HttpResponse:
    """Keep an answer that may hold a token out of every cache."""
    response["Cache-Control"] = "no-store"
    response["Pragma"] = "no-cache"
    return response
