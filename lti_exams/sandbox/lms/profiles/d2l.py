from dataclasses import dataclass

from lti_exams.sandbox.lms.profiles.base import Profile
from lti_exams.sandbox.lms.profiles.scores import Addressee, Verdict, refuse


@dataclass(frozen=True)
class D2L(Profile):
    """Tells an unknown user from one who is not enrolled, and clips what exceeds."""

    def user_id(self, number: int, seed: int) -> str:
        """Return an id of the organisation and the user's number (documents only)."""
        return f"{super().user_id(0, seed)}_{number + 100}"

    def object_to_person(self, addressee: Addressee) -> Verdict | None:
        """Answer 404 to strangers, 403 to those not enrolled or not gradable (documents only)."""
        if not addressee.is_known:
            return refuse(404, "User in requested score does not exist")
        if not addressee.is_enrolled:
            return refuse(403, "User in requested score is not enrolled in the org unit")
        if not addressee.is_gradable:
            return refuse(403, "User in requested score can not be graded")
        return None

    def record(self, given: float, maximum: float | None) -> Verdict:
        """Clip at the maximum, as a column does that may not be exceeded (documents only)."""
        return super().record(given if maximum is None else min(given, maximum), maximum)


D2L_BRIGHTSPACE = D2L(
    name="d2l",
    title="D2L Brightspace",
    summary=(
        "Client assertions are addressed to one fixed audience, points above the maximum are "
        "clipped, and users who are not enrolled are answered 403."
    ),
    product_family="desire2learn",
    version="10.8",
    token_audience="https://api.brightspace.com/auth/token",  # read in the code of a tool
    registers_deployment=False,  # documents only
)
