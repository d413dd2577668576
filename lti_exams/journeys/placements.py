"""What a link can open."""

from enum import StrEnum


class PlacementKind(StrEnum):
    """What a link can open."""

    DASHBOARD = "dashboard"
    EXAM = "exam"
    QUALIFICATION = "qualification"
