from collections.abc import Mapping
from typing import ClassVar

from lti_exams.grades.lms.base import Lms
from lti_exams.grades.rules.answers import Meaning, Said


class OpenEdx(Lms):
    """Says yes to everything, and forgets zeros and what comes after the due date."""

    name: ClassVar[str] = "openedx"
    title: ClassVar[str] = "Open edX"
    families: ClassVar[frozenset[str]] = frozenset({"openedx", "open edx"})
    # Where a tool makes its columns itself, the launch names just any of them.
    claims_own_column: ClassVar[bool] = False

    def wants_a_look_after(self, sent: Mapping[str, object]) -> bool:
        """Look after whatever has points: no answer tells whether they were kept."""
        return "scoreGiven" in sent

    def _own_meaning(self, said: Said) -> Meaning | None:
        is_stale = said.status == 400 and said.speaks_of("already exists")
        return Meaning.STALE if is_stale else None
