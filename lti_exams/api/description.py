"""The description of the API: for programs as OpenAPI 3.1, for people as a page."""

import json
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

# Registers what drf-spectacular cannot know by itself.
from lti_exams.api import schema as _schema  # noqa: F401

Described = dict[str, Any]


@cache
def described() -> Described:
    """Return the OpenAPI document; it changes with the program alone."""
    return SchemaGenerator().get_schema(request=None, public=True)


@require_safe
def schema(_: HttpRequest) -> HttpResponse:
    """Answer the OpenAPI document."""
    return JsonResponse(described(), content_type="application/vnd.oai.openapi+json")


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show the description to people."""
    document = described()
    operations = sorted(_operations(document), key=lambda one: (one["tag"], one["order"]))
    groups = [(tag, list(group)) for tag, group in groupby(operations, key=lambda one: one["tag"])]
    context = {"groups": groups, "schemes": document["components"]["securitySchemes"].items()}
    return render(request, "api/docs.html", context)


def _operations(document: Described) -> Iterator[Described]:
    for order, (address, methods) in enumerate(document["paths"].items()):
        for method, operation in methods.items():
            yield {
                "order": order,
                "tag": operation["tags"][0],
                "method": method.upper(),
                "address": address,
                "what": operation.get("description", ""),
                "parameters": operation.get("parameters", []),
                "fields": _fields(document, _request_schema(operation)),
                "examples": _examples(operation),
                "answers": [_answer(document, *one) for one in operation["responses"].items()],
            }


def _request_schema(operation: Described) -> Described:
    content = operation.get("requestBody", {}).get("content", {})
    return content.get("application/json", {}).get("schema", {})


def _examples(operation: Described) -> list[tuple[str, str]]:
    content = operation.get("requestBody", {}).get("content", {})
    named = content.get("application/json", {}).get("examples", {})
    return [
        (one.get("summary", name), json.dumps(one["value"], indent=2))
        for name, one in named.items()
    ]


def _answer(document: Described, status: str, answer: Described) -> Described:
    schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
    fields = _fields(document, schema)
    return {"status": status, "what": answer.get("description", ""), "fields": fields}


def _fields(document: Described, schema: Described) -> list[Described]:
    whole = _resolved(document, schema)
    required = whole.get("required", [])
    return [
        {
            "name": name,
            "type": _type(document, field),
            "required": name in required,
            "what": field.get("description", ""),
        }
        for name, field in whole.get("properties", {}).items()
    ]


def _resolved(document: Described, schema: Described) -> Described:
    name = schema.get("$ref", "").rpartition("/")[2]
    return document["components"]["schemas"].get(name, schema) if name else schema


def _type(document: Described, field: Described) -> str:
    """Say in a few words what a field holds."""
    either = field.get("oneOf") or field.get("anyOf") or field.get("allOf")
    if either:
        return " or ".join(_type(document, one) for one in either)
    if "$ref" in field:
        inner = _resolved(document, field)
        is_object = inner.get("type") == "object"
        return field["$ref"].rpartition("/")[2] if is_object else _type(document, inner)
    if "enum" in field:
        return ", ".join("null" if one is None else str(one) for one in field["enum"])
    told = field.get("type", "any")
    words = told if isinstance(told, list) else [told]
    kind = " or ".join(
        "date-time" if field.get("format") == "date-time" and one == "string" else one
        for one in words
    )
    return f"list of {_type(document, field['items'])}" if kind == "array" else kind
