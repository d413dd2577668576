"""What programs send, read strictly: the first value that cannot be taken is told by its name."""

from collections.abc import Mapping
from typing import IO, Any

from rest_framework import serializers
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from lti_exams.api.errors import InputRefused
from lti_exams.kernel.strictjson import strict_json


class StrictJsonParser(BaseParser):
    """Reads one JSON document, or none."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,  # noqa: ARG002
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> Any:
        return strict_json(stream.read())


class Fields(serializers.Serializer[Any]):
    """An object whose every name is known: a misspelt one is refused, not ignored."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            unknown = sorted(set(data) - set(self.fields))
            if unknown:
                raise serializers.ValidationError(dict.fromkeys(unknown, "there is no such field"))
        return super().to_internal_value(data)


def body_of(request: Request, fields: type[Fields], *, partial: bool = False) -> dict[str, Any]:
    """Return what was sent, or refuse it by the name of a field."""
    return valid(fields(data=request.data, partial=partial))


def query_of(request: Request, fields: type[Fields]) -> dict[str, Any]:
    """Return what the address asks for, or refuse it by the name of a parameter."""
    twice = [name for name, values in request.query_params.lists() if len(values) > 1]
    if twice:
        raise InputRefused(field=twice[0], why="it is there twice")
    return valid(fields(data=request.query_params.dict()))


def valid(read: Fields) -> dict[str, Any]:
    """Return what was read, or refuse it by the name of a field."""
    if not read.is_valid():
        field, why = _first(read.errors)
        raise InputRefused(field=field, why=why)
    return dict(read.validated_data)


def _first(errors: Any, path: str = "") -> tuple[str, str]:
    """Return the first fault: the path to its field, and what is wrong."""
    if isinstance(errors, Mapping):
        name, inner = next(iter(errors.items()))
        here = "" if name == "non_field_errors" else str(name)
        return _first(inner, f"{path}.{here}".strip("."))
    if isinstance(errors, list) and errors and isinstance(errors[0], Mapping | list):
        number, inner = next((at, one) for at, one in enumerate(errors) if one)
        return _first(inner, f"{path}.{number}".strip("."))
    told = errors[0] if isinstance(errors, list) else errors
    return path or "body", str(told).rstrip(".").lower()
