from lti_exams.kernel.errors import LtiExamsError


class NoSuchAttempt(LtiExamsError):
    """There is no such attempt, or it is somebody else's: the two are told alike."""

    code = "attempt-unknown"


class NoSuchExam(LtiExamsError):
    """There is no such exam in this course."""

    code = "exam-unknown"


class NoSuchAccommodation(LtiExamsError):
    """There is no such accommodation in this course, or it was withdrawn."""

    code = "accommodation-unknown"


class ReasonMissing(LtiExamsError):
    """Staff act on an attempt and do not say why."""

    code = "attempt-reason-missing"


class AttemptIsBusy(LtiExamsError):
    """So many others changed the attempt at once that this change found no gap."""

    code = "attempt-busy"


class ExamChangedMeanwhile(LtiExamsError):
    """An exam is to be changed from a state that somebody else has changed already."""

    code = "exam-changed-meanwhile"


class AnotherAttemptIsOpen(LtiExamsError):
    """An attempt is to be opened again, and the person is in another one at the same exam."""

    code = "attempt-another-open"


class OptOutNotOffered(LtiExamsError):
    """Somebody declines an exam that offers no way to decline."""

    code = "exam-opt-out-not-offered"


class SlugTaken(LtiExamsError):
    """Another exam of the course has this name in addresses."""

    code = "exam-slug-taken"


class NoScoreTaken(LtiExamsError):
    """A score is for an attempt that never started, or that was reset."""

    code = "attempt-takes-no-score"


class ScoreRefused(LtiExamsError):
    """A score is no score: below zero, of no maximum, or too large."""

    code = "score-invalid"


class ExtensionRefused(LtiExamsError):
    """An extension is of no length that anybody means."""

    code = "extension-invalid"


class NoSuchExtension(LtiExamsError):
    """There is no such extension of this exam, or it was undone already."""

    code = "extension-unknown"
