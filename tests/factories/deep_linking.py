"""A request for content as an LMS sends it, and the answer that it gets."""

import re
from html import unescape
from typing import Any

import jwt
from django.http import HttpResponse
from django.utils import timezone

from lti_exams.launches.models import Launch
from lti_exams.trust import api as trust
from tests.factories.lms import Lms
from tests.factories.teaching import Teacher

DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"
SETTINGS = {
    "deep_link_return_url": "https://lms.example/deep-links",
    "accept_types": ["ltiResourceLink"],
    "accept_presentation_document_targets": ["iframe", "window"],
    "accept_multiple": False,
    "data": "kept-for-the-lms",
}


def asked(lms: Lms, *, who: dict[str, Any] | None = None, **settings: Any) -> Teacher:
    """Return a teacher whom the LMS asked for content; a setting of None is left out."""
    told = {name: value for name, value in (SETTINGS | settings).items() if value is not None}
    request = {
        "message_type": "LtiDeepLinkingRequest",
        "resource_link": None,
        f"{DL}deep_linking_settings": told,
    }
    return Teacher.of(lms, **request, **(who or {}))


def claims_of(teacher: Teacher, answer: HttpResponse) -> dict[str, Any]:
    """Read the answer as the LMS does: with the keys that we publish for it."""
    key = teacher.page.split("/")[2]
    platform = Launch.objects.select_related("deployment__platform").get(key=key)
    owner = platform.deployment.platform
    found = re.search(r'name="JWT" value="([^"]+)"', answer.content.decode())
    assert found is not None, answer.content.decode()
    token = unescape(found[1])
    keys = jwt.PyJWKSet.from_dict(trust.public_keys(owner.key_owner, now=timezone.now()))
    signed = keys[jwt.get_unverified_header(token)["kid"]]
    return jwt.decode(token, signed, algorithms=["RS256"], audience=owner.issuer)


def items_of(teacher: Teacher, answer: HttpResponse) -> list[dict[str, Any]]:
    """Return the content items of an answer."""
    items: list[dict[str, Any]] = claims_of(teacher, answer)[f"{DL}content_items"]
    return items
