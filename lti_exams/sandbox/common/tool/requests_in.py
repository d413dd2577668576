"""Reading what a request carries, whichever way it carries it."""

import json
from typing import Any

from django.http import HttpRequest

from lti_exams.sandbox.common.tool.refusals import Refusal


def parameters(request: HttpRequest) -> dict[str, str]:
    """Return the parameters of a query or of a form."""
    source = request.POST if request.method == "POST" else request.GET
    return {name: str(value) for name, value in source.items()}


def document(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON object in a request's body; an empty body is an empty object."""
    try:
        found = json.loads(request.body or b"{}")
    except ValueError as error:
        raise Refusal("body-malformed", "The body is no JSON document.") from error
    if not isinstance(found, dict):
        raise Refusal("body-malformed", "The body is no JSON object.")
    return found
