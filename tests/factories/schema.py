"""Whether an answer of the API is as its own description says."""

from functools import cache
from typing import Any

import jsonschema
from django.test import Client


@cache
def _document() -> dict[str, Any]:
    return Client().get("/api/schema").json()


def check_shape(told: object, name: str) -> None:
    """Refuse an answer that the named shape of the description does not allow."""
    jsonschema.validate(told, {"$ref": f"#/components/schemas/{name}", **_document()})
