from dataclasses import dataclass

from lti_exams.sandbox.lms.profiles.base import Profile
from lti_exams.sandbox.lms.profiles.scores import Addressee, Verdict, refuse


@dataclass(frozen=True)
class Blackboard(Profile):
    """Speaks of users by hexadecimal ids and answers 400 to those it cannot find."""

    def user_id(self, number: int, seed: int) -> str:
        """Return hexadecimal digits without dashes (documents only)."""
        return super().user_id(number, seed).replace("-", "")

    def context_id(self, number: int, seed: int) -> str:
        """Return hexadecimal digits without dashes (documents only)."""
        return super().context_id(number, seed).replace("-", "")

    def object_to_person(self, addressee: Addressee) -> Verdict | None:
        """Answer 400 with its own sentence (documents only)."""
        if not (addressee.is_known and addressee.is_enrolled and addressee.is_gradable):
            return refuse(400, "User could not be found:")
        return None


BLACKBOARD = Blackboard(
    name="blackboard",
    title="Blackboard",
    summary=(
        "Asking results of one user loses the comment, a tool sees only the columns that it "
        "made itself, and an unknown user is answered 400 “User could not be found:”."
    ),
    product_family="BlackboardLearn",
    version="3900",
    issuer="https://blackboard.com",  # documents only: one for everybody
    login_method="GET",  # documents only
    registers_deployment=False,  # documents only
    comment_survives_user_filter=False,  # read in the code of a tool that works around it
    hides_foreign_columns=True,  # read in the code of a tool that works around it
)
