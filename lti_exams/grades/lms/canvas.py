from collections.abc import Mapping
from typing import ClassVar

from lti_exams.grades.lms.base import Lms
from lti_exams.grades.rules.answers import Meaning, Said
from lti_exams.grades.rules.documents import Document
from lti_exams.grades.rules.scores import Payload, iso

EXTENSION = "https://canvas.instructure.com/lti/submission"


class Canvas(Lms):
    """Makes a submission of each score unless told otherwise, and dates it by when it arrived."""

    name: ClassVar[str] = "canvas"
    title: ClassVar[str] = "Canvas"
    families: ClassVar[frozenset[str]] = frozenset({"canvas"})

    def addition(self, document: Document, *, hands_in: bool, forced: bool) -> Payload:
        """Say whether this is a submission of its own, and when the work was handed in."""
        told: Payload = {
            "new_submission": hands_in,
            "prioritize_non_tool_grade": not forced,
        }
        if document.submitted_at is not None:
            told["submitted_at"] = iso(document.submitted_at)
        return {EXTENSION: told}

    def repeated(self, sent: Mapping[str, object]) -> Payload:
        """Ask for no second submission: the first may be there, made before the grade was."""
        return {**sent, EXTENSION: {**_extension(sent), "new_submission": False}}

    def hands_in(self, sent: Mapping[str, object]) -> bool:
        """Tell whether a submission was asked for."""
        return bool(_extension(sent).get("new_submission"))

    def _own_meaning(self, said: Said) -> Meaning | None:
        if said.status in {400, 422} and said.speaks_of("concluded", "no longer be accepted"):
            return Meaning.COURSE_OVER
        if said.status == 422 and said.speaks_of("allowed attempts"):
            return Meaning.ATTEMPTS_USED
        if said.status == 400 and said.speaks_of("submitted_at"):
            # Its clock is behind ours by more than it forgives.
            return Meaning.NOT_NOW
        if said.status == 412:
            return Meaning.SCOPE
        return None


def _extension(sent: Mapping[str, object]) -> Mapping[str, object]:
    told = sent.get(EXTENSION)
    return told if isinstance(told, Mapping) else {}
