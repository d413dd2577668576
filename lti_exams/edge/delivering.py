"""Why a grade is not in an LMS yet, or not as it should be, and what to do: for every surface."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording import WORDING
from lti_exams.edge.wording.shape import Text
from lti_exams.grades import api as grades
from lti_exams.kernel.points import plain

Meaning = grades.Meaning


@dataclass(frozen=True, slots=True)
class Reason:
    """What happened, and what to do next."""

    what: Text
    next: Text


# The columns of a table of grades.
HEADINGS: Sequence[Text] = (
    _("LMS id"),
    _("Name"),
    _("Link"),
    _("Points"),
    _("Of"),
    _("State"),
    _("Why"),
)
_BY_ITSELF = _("Nothing to do: it is tried again by itself.")
_GIVEN_UP = _("It was tried for three days. Send it again once the LMS takes grades.")
REASONS: Mapping[str, Reason] = {
    "": Reason("", ""),
    Meaning.THROTTLED: Reason(_("The LMS asked to be called less often."), _BY_ITSELF),
    Meaning.UNCERTAIN: Reason(
        _("The LMS gave no answer, or an error, so the grade may not have arrived."),
        _BY_ITSELF,
    ),
    Meaning.NOT_NOW: Reason(_("The LMS could not take the grade at that moment."), _BY_ITSELF),
    Meaning.STALE: Reason(_("The LMS says that it has something newer."), _BY_ITSELF),
    Meaning.TOKEN: Reason(_("The LMS did not accept our access token."), _BY_ITSELF),
    Meaning.NOT_SHOWN: Reason(
        _("The LMS said that it took the grade, and does not show it."),
        _("Some LMSs drop zeros and late grades. Look into its gradebook and enter it there."),
    ),
    Meaning.OVERRIDDEN: Reason(
        _("Somebody wrote another grade into the LMS, and it was left as it is."),
        _("If the grade from here is the right one, send it again over what is there."),
    ),
    Meaning.ATTEMPTS_USED: Reason(
        _("The LMS takes no more submissions of this person."),
        _("Allow one more attempt in the LMS, then send it again."),
    ),
    Meaning.PERSON: Reason(
        _("The LMS does not know this person in the course, or takes no grades of them."),
        _(
            "Enrol the person as a student in the LMS. It is tried again every night for two weeks,"
            " and as soon as the list of the course names them."
        ),
    ),
    Meaning.SCORE: Reason(
        _("The LMS refused this grade."),
        _("Read what it answered, mend that in the LMS or in the exam, then send it again."),
    ),
    Meaning.COLUMN_GONE: Reason(
        _("The column of this exam was deleted in the LMS."),
        _("If that was a mistake, make the column anew."),
    ),
    Meaning.COURSE_OVER: Reason(
        _("The course is concluded in the LMS, which takes no more grades of it."),
        _("Reopen the course there and send the grades again, or export and enter them."),
    ),
    Meaning.SCOPE: Reason(
        _("The LMS does not let this service send grades."),
        _("Its administrator allows the tool the permissions of Assignment and Grade Services."),
    ),
    Meaning.REGISTRATION: Reason(
        _("The LMS no longer believes that we are the tool it knows."),
        _("The staff of this service open “Test connection” of the LMS and see what differs."),
    ),
    Meaning.ORIGIN: Reason(
        _("The LMS keeps its gradebook on a host that nobody has allowed here."),
        _("The staff of this service add the host on the page of the LMS."),
    ),
    Meaning.NO_SERVICE: Reason(
        _("The LMS offers no gradebook for this link."),
        _("Let the link be graded in the LMS, and open it once more."),
    ),
    Meaning.NO_COLUMN: Reason(
        _("The LMS did not let us make a column for this exam."),
        _("Read what it answered, or make a graded link in the LMS and open it once."),
    ),
    Meaning.MANY_COLUMNS: Reason(
        _("Several columns of the LMS could be the one of this exam, and none was chosen."),
        _("Delete those that are not wanted in the LMS, then send the grades again."),
    ),
}
GROUPS: Mapping[str, Text] = {
    grades.Group.SENT: _("Sent"),
    grades.Group.WAITING: _("On its way"),
    grades.Group.NEEDS_YOU: _("Needs you"),
}
STATES: Mapping[str, Text] = {
    grades.OutcomeState.WAITING: _("Waiting"),
    grades.OutcomeState.SENDING: _("Being sent"),
    grades.OutcomeState.DELIVERED: _("In the LMS"),
    grades.OutcomeState.SUPERSEDED: _("Left as the LMS has it"),
    grades.OutcomeState.PARKED: _("Put aside"),
    grades.OutcomeState.STALLED: _("Given up after three days"),
}


def reason_of(outcome: grades.Outcome) -> Reason:
    """Word why an outcome stands where it stands; what was given up is not tried by itself."""
    why = REASONS[outcome.reason]
    is_given_up = outcome.state == grades.OutcomeState.STALLED and why.next is _BY_ITSELF
    return Reason(why.what, _GIVEN_UP) if is_given_up else why


def state_of(outcome: grades.Outcome) -> Text:
    """Say how far a grade is; one that the LMS took and does not show is not in it."""
    is_shown = outcome.reason != Meaning.NOT_SHOWN
    return STATES[outcome.state] if is_shown else _("Taken, but not shown")


def heard(answer: str) -> str:
    """Return what came back from an LMS: its own words, or ours where it said nothing."""
    wording = WORDING.get(answer)
    if wording is None:
        return answer
    # Words with gaps are for a page that knows what belongs there.
    return str(wording.title if "%(" in str(wording.what) else wording.what)


def row_of(outcome: grades.Outcome) -> list[str]:
    """Return a grade as a line of a table, for whoever enters it into a gradebook by hand."""
    document = outcome.tells
    told = [document.points, document.maximum]
    return [
        outcome.person.sub,
        outcome.person.name,
        str(outcome.link),
        *("" if one is None else f"{plain(one).normalize():f}" for one in told),
        str(state_of(outcome)),
        str(reason_of(outcome).what),
    ]
