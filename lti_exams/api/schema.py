"""How the description of the API names what drf-spectacular cannot know."""

from typing import Any

from drf_spectacular.extensions import (
    OpenApiAuthenticationExtension,
)
from drf_spectacular.openapi import AutoSchema

PROBLEM = {
    "type": "object",
    "description": "RFC 9457. The code never changes its meaning: docs/errors.md lists them all.",
    "required": ["type", "title", "status", "detail", "instance", "code", "reference", "side"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "code": {"type": "string"},
        "reference": {"type": "string", "description": "Finds the log line."},
        "side": {"type": "string", "enum": ["you", "lms", "tool", "service", "caller", "nobody"]},
        "field": {"type": "string", "description": "The value at fault, as a path with dots."},
        "state": {"type": "string", "description": "Where the attempt is."},
        "why": {"type": "string"},
    },
    "example": {
        "type": "https://exams.example/help/errors#attempt-illegal-move",
        "title": "This cannot be done with the attempt now",
        "status": 409,
        "detail": "The attempt is in the state submitted, in which this is not possible.",
        "instance": "/api/v1/attempts/7/actions",
        "code": "attempt-illegal-move",
        "reference": "R-7K2MVXQ4TB",
        "side": "you",
        "state": "submitted",
    },
}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": 200},
    "description": "The same request under the same key gets its first answer again for 24 hours.",
}
_WRITES = ("post", "put", "patch")
# What issues a new token or asks an LMS each time is worth no second answer.
_KEYLESS = ("/access-token", "/connection-test")


class Description(AutoSchema):
    """Names an operation after its method and its address's class: `getOneExam`."""

    def get_operation_id(self) -> str:
        return f"{self.method.lower()}{type(self.view).__name__}"


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "lti_exams.api.callers.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:  # noqa: ARG002
        told = "A token made by manage.py create_api_token."
        return {"type": "http", "scheme": "bearer", "description": told}


class SignatureScheme(OpenApiAuthenticationExtension):
    target_class = "lti_exams.api.signed.SignatureAuthentication"
    name = "signature"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:  # noqa: ARG002
        told = "Signed by the assessment, as docs/completions.md says."
        return {
            "type": "apiKey",
            "in": "header",
            "name": "webhook-signature",
            "description": told,
        }


class LaunchScheme(OpenApiAuthenticationExtension):
    target_class = "lti_exams.api.callers.LaunchAuthentication"
    name = "launch"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:  # noqa: ARG002
        told = "The key of a launch, in the browser that opened it; writes come from our own pages."
        return {"type": "apiKey", "in": "header", "name": "X-Launch-Key", "description": told}


class StaffScheme(OpenApiAuthenticationExtension):
    target_class = "lti_exams.api.callers.StaffAuthentication"
    name = "staff"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:  # noqa: ARG002
        told = "The session of signed-in staff; writes bring X-CSRFToken."
        return {"type": "apiKey", "in": "cookie", "name": "__Host-staff", "description": told}


def finish(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Add to every operation how it is refused, and to every write its key."""
    result["components"]["schemas"]["Problem"] = PROBLEM
    for address, operations in result["paths"].items():
        for method, operation in operations.items():
            operation["responses"]["default"] = _REFUSED
            if method in _WRITES and not address.endswith(_KEYLESS):
                operation.setdefault("parameters", []).append(_KEY)
    return result


_REFUSED = {
    "description": "Refused, in words and with a code.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
