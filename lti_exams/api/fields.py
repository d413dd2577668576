"""Fields that take one kind of JSON value and nothing that resembles it."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from lti_exams.kernel.points import PointsRefused, plain, scaled

_LARGEST = 2**63 - 1


class Number(serializers.IntegerField):
    """A whole number, as a JSON number."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            raise serializers.ValidationError("not a whole number")
        if abs(data) > _LARGEST:
            raise serializers.ValidationError("too large")
        return data


class Flag(serializers.BooleanField):
    """True or false, as JSON has them."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            raise serializers.ValidationError("not true or false")
        return data


class Text(serializers.CharField):
    """A JSON string, kept as it came."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"trim_whitespace": False, "max_length": 1_000, **options})

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            raise serializers.ValidationError("not a text")
        return super().to_internal_value(data)


class Word(serializers.ChoiceField):
    """One word of an enumeration."""

    def __init__(self, enum: type[StrEnum], **options: Any) -> None:
        self.enum = enum
        super().__init__(choices=[one.value for one in enum], **options)

    def to_internal_value(self, data: Any) -> StrEnum:
        if not isinstance(data, str) or data not in self.choices:
            known = ", ".join(map(str, self.choices))
            raise serializers.ValidationError(f"not one of {known}")
        return self.enum(data)


class Instant(serializers.DateTimeField):
    """An hour in ISO 8601, with its zone; told in UTC."""

    def to_internal_value(self, value: Any) -> datetime:
        try:
            instant = datetime.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            instant = None
        if instant is None:
            raise serializers.ValidationError("not a date and time such as 2027-02-01T09:00:00Z")
        if instant.utcoffset() is None:
            raise serializers.ValidationError("no time zone")
        return instant

    def to_representation(self, value: datetime) -> str:
        return f"{value.astimezone(UTC).replace(tzinfo=None).isoformat()}Z"


@extend_schema_field(OpenApiTypes.NUMBER)
class Points(serializers.Field[int, Any, float, Any]):
    """Points as a JSON number; kept exactly, in ten-thousandths."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int | float):
            raise serializers.ValidationError("not a number")
        try:
            return scaled(data)
        except PointsRefused:
            raise serializers.ValidationError("not a number of points") from None

    def to_representation(self, value: int) -> float:
        return float(plain(value))
