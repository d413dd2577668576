from typing import ClassVar

from lti_exams.grades.lms.base import Lms


class Brightspace(Lms):
    """Cuts off what exceeds the maximum, unless the column may be exceeded."""

    name: ClassVar[str] = "d2l"
    title: ClassVar[str] = "D2L Brightspace"
    families: ClassVar[frozenset[str]] = frozenset({"desire2learn", "d2l", "brightspace"})
    clips: ClassVar[bool] = True
