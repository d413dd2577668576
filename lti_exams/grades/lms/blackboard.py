from typing import ClassVar

from lti_exams.grades.lms.base import Lms


class Blackboard(Lms):
    """Shows a tool only the columns that it made; who is unknown is answered 400 in words."""

    name: ClassVar[str] = "blackboard"
    title: ClassVar[str] = "Blackboard"
    families: ClassVar[frozenset[str]] = frozenset({"blackboardlearn", "blackboard"})
