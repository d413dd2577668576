"""How an LMS that keeps to the letter takes scores, and what another may do differently. Pure."""

from collections.abc import Mapping
from typing import ClassVar

from lti_exams.grades.rules.answers import Meaning, Said
from lti_exams.grades.rules.documents import Document
from lti_exams.grades.rules.scores import Payload

_LATER = frozenset({408, 425, 429})
_ABOUT_SOMEBODY = ("user", "student", "learner", "enrol", "member", "gradable", "gradeable")


class Lms:
    """The adapter of an LMS of which nothing special is known; each other changes what differs."""

    name: ClassVar[str] = "plain"
    title: ClassVar[str] = "LTI Advantage, to the letter"
    # What launches and registrations call this product, in lower case.
    families: ClassVar[frozenset[str]] = frozenset()
    # Whether the one line item of a launch is truly the link's own.
    claims_own_column: ClassVar[bool] = True
    # Whether points above the maximum are cut off.
    clips: ClassVar[bool] = False

    def addition(self, document: Document, *, hands_in: bool, forced: bool) -> Payload:
        """Return what this LMS wants to hear besides the standard."""
        del document, hands_in, forced
        return {}

    def repeated(self, sent: Mapping[str, object]) -> Payload:
        """Return a score as it is sent again while nobody knows what became of it."""
        return dict(sent)

    def hands_in(self, sent: Mapping[str, object]) -> bool:
        """Tell whether a score that was sent made, or would have made, a new submission."""
        del sent
        return False

    def means(self, said: Said) -> Meaning:
        """Say what the answer to a score means."""
        if said.ok:
            return Meaning.DELIVERED
        return self._own_meaning(said) or self._usual_meaning(said)

    def _own_meaning(self, said: Said) -> Meaning | None:
        """Say what an answer means that only this LMS gives."""
        del said
        return None

    def _usual_meaning(self, said: Said) -> Meaning:
        if self._is_throttle(said):
            return Meaning.THROTTLED
        if said.status in _LATER or said.status >= 500:
            return Meaning.UNCERTAIN
        if 300 <= said.status < 400:
            # A login page, or one that says the LMS is being repaired.
            return Meaning.NOT_NOW
        if said.status == 401:
            return Meaning.TOKEN
        if said.status == 409 or (said.status == 400 and said.speaks_of("timestamp")):
            return Meaning.STALE
        return self._refusal(said)

    def _is_throttle(self, said: Said) -> bool:
        return said.status == 429 or (said.status == 403 and said.speaks_of("rate limit"))

    def _refusal(self, said: Said) -> Meaning:
        """Of what is final: a 403 that names a person says nothing of our permissions."""
        if said.status in {400, 403, 404, 422} and said.speaks_of(*_ABOUT_SOMEBODY):
            return Meaning.PERSON
        by_status = {404: Meaning.COLUMN_GONE, 410: Meaning.COLUMN_GONE, 403: Meaning.SCOPE}
        return by_status.get(said.status, Meaning.SCORE)

    def wants_a_look_after(self, sent: Mapping[str, object]) -> bool:
        """Tell whether a yes of this LMS must be looked after."""
        del sent
        return False
