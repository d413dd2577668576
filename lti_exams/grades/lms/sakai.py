from typing import ClassVar

from lti_exams.grades.lms.base import Lms


class Sakai(Lms):
    """Nothing is known of it that differs."""

    name: ClassVar[str] = "sakai"
    title: ClassVar[str] = "Sakai"
    families: ClassVar[frozenset[str]] = frozenset({"sakailms.org", "sakai"})
