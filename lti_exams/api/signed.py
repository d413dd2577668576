"""Who signed a completion: the place where the questions of the attempt lie, and nobody else."""

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from lti_exams.assessments import api as assessments
from lti_exams.journeys.access import Caller
from lti_exams.journeys.receive_completion import (
    Vouched,
    signed_with_key,
    signed_with_secret,
)


class SignatureAuthentication(BaseAuthentication):
    """Know an assessment by its signature over the body; the second value is the message's id."""

    def authenticate(self, request: Request) -> tuple[Caller, str] | None:
        vouched = _vouched(request)
        return (vouched.caller, vouched.delivery_id) if vouched else None


def _vouched(request: Request) -> Vouched | None:
    headers, now = request.headers, timezone.now()
    attempt, body = request.parser_context["kwargs"]["attempt"], request._request.body
    if "webhook-signature" in headers:
        signed = assessments.signatures.Signed(
            key=headers.get("webhook-id", ""),
            at=headers.get("webhook-timestamp", ""),
            signatures=headers["webhook-signature"],
        )
        return signed_with_secret(attempt, signed, body, now=now)
    scheme, _, told = headers.get("Authorization", "").partition(" ")
    # An API token has no dots: this is a JWT.
    if scheme.lower() == "bearer" and told.count(".") == 2:
        return signed_with_key(attempt, told.strip(), body, now=now)
    return None
