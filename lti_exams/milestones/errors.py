from lti_exams.kernel.errors import LtiExamsError


class NoSuchMilestone(LtiExamsError):
    """There is no such milestone, or it was removed."""

    code = "milestone-unknown"


class MilestoneRefused(LtiExamsError):
    """A milestone has no name, or one that no database can hold."""

    code = "milestone-invalid"


class NoSuchRelationKind(LtiExamsError):
    """A kind of relation is unknown, switched off, or not for this: never "nothing required"."""

    code = "milestone-relation-unknown"


class NoSuchTie(LtiExamsError):
    """There is no such requirement, group or fulfilment, or it was removed."""

    code = "milestone-tie-unknown"


class TieRefused(LtiExamsError):
    """A requirement, group or fulfilment cannot be as it was told."""

    code = "milestone-tie-invalid"


class NeverMet(LtiExamsError):
    """Nobody could ever meet a requirement, so it is refused before it shuts somebody out."""

    codes = ("milestone-requirement-circular", "milestone-requirement-unreachable")


class NoSuchHolder(LtiExamsError):
    """Somebody who is to hold a milestone is not known here."""

    code = "milestone-person-unknown"


class ReasonMissing(LtiExamsError):
    """Somebody decides about another's milestone and does not say why."""

    code = "milestone-reason-missing"


class AwardRefused(LtiExamsError):
    """An award cannot be as it was told."""

    code = "milestone-award-invalid"


class NoSuchAppeal(LtiExamsError):
    """There is no such appeal, or it was answered already."""

    code = "milestone-appeal-unknown"


class AppealRefused(LtiExamsError):
    """An appeal, or the answer to one, cannot be like this."""

    code = "milestone-appeal-invalid"


class NoSuchAward(LtiExamsError):
    """The person was never awarded this milestone."""

    code = "milestone-award-unknown"
