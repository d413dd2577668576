"""Words for qualifying students: statuses, runs of the wizard, and plugins."""

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.shape import Side, Text, Wording


def _incomplete(title: Text, what: Text, next: Text) -> Wording:
    return Wording(status=422, side=Side.YOU, title=title, what=what, next=next)


def _not_now(title: Text, what: Text, next: Text) -> Wording:
    return Wording(status=409, side=Side.YOU, title=title, what=what, next=next)


def _unknown(title: Text, what: Text, next: Text) -> Wording:
    return Wording(status=404, side=Side.YOU, title=title, what=what, next=next)


_BEGIN_ANEW = _("Go to the course's final exam list and begin anew.")

QUALIFICATIONS: dict[str, Wording] = {
    "status-message-missing": _incomplete(
        _("A message is needed"),
        _("Whoever retracts a list, or leaves students open, says why. The message is empty."),
        _("Write a message for those who handle the examination, and save again."),
    ),
    "status-message-too-long": _incomplete(
        _("The message is too long"),
        _("A message has at most %(limit)s characters."),
        _("Shorten it and save again."),
    ),
    "status-without-plugin-or-message": _incomplete(
        _("It is not said how this was decided"),
        _("No plugin decided it, and there is no message that says who did, and how."),
        _("Write a message that says where the decisions come from, and save again."),
    ),
    "status-notready-takes-no-plugin": _incomplete(
        _("A list that is not ready has no decisions"),
        _("Under “not ready” nobody is decided about, so no plugin can be used for it."),
        _("Save it as ready or almost ready, or retract the list instead."),
    ),
    "status-open-decisions": _incomplete(
        _("Some students are still open"),
        _("Students are marked as not ready, so the list is not ready as a whole."),
        _("Save it as almost ready with a message, or decide about these students first."),
    ),
    "status-nobody-to-decide-about": _not_now(
        _("The course has no students"),
        _("Nobody is in the course to learn there, so there is nothing to save."),
        _("Read the roster of the course, and look at the preview again."),
    ),
    "status-on-past-course": _not_now(
        _("The term of this course does not go on"),
        _("Lists are changed while the term of a course goes on, and stay as they are after it."),
        _("If a list must be corrected all the same, ask the staff of this service."),
    ),
    "status-of-another-list": _not_now(
        _("The list that you looked at is not the newest any more"),
        _("Somebody saved another list, or took yours back, since you opened the page."),
        _("Look at the newest list, and take it back if that is the one that is wrong."),
    ),
    "status-is-never-changed": Wording(
        status=409,
        side=Side.SERVICE,
        title=_("What was decided is not changed"),
        what=_("A status is history. Something tried to change it in place of writing a new one."),
        next=_("Run the wizard again, or retract the list: both write a new status."),
    ),
    "status-unknown": _unknown(
        _("There is no such list"),
        _("The course has no status of this number."),
        _("Go back to the course's lists and choose again."),
    ),
    "status-superseded": _not_now(
        _("A newer list took the place of this one"),
        _("Only the newest list of a course is handed over, and this one is older."),
        _("Open the newest list of the course and export that."),
    ),
    "list-form-unknown": _unknown(
        _("There is no list in this form"),
        _("A list can be had as CSV, JSON or XLSX."),
        _("Go back to the list and choose a form there."),
    ),
    "export-target-invalid": _incomplete(
        _("The name of the target cannot be taken"),
        _("The field %(field)s cannot be taken: %(why)s."),
        _("Write a name such as registry, with at most 40 characters."),
    ),
    "deadline-unknown": _unknown(
        _("There is no such deadline"),
        _("No deadline has this number."),
        _("Go back to the list and choose again."),
    ),
    "deadline-of-others-too": _not_now(
        _("Other departments use this deadline too"),
        _("Courses are held to it that you do not look after, so it was not removed."),
        _("Hold your own courses to another deadline, or ask the staff of this service."),
    ),
    "deadline-invalid": _incomplete(
        _("The deadline cannot be like this"),
        _("The field %(field)s cannot be taken: %(why)s."),
        _("Change the field %(field)s and send it again."),
    ),
    "run-unknown": _unknown(
        _("This run of the wizard is not there"),
        _("It is not yours, or nobody went on with it for a day and it was given up."),
        _BEGIN_ANEW,
    ),
    "run-is-saved": _not_now(
        _("This run of the wizard is saved already"),
        _("What it decided has become a list of the course, in this window or in another."),
        _BEGIN_ANEW,
    ),
    "run-not-computed": _not_now(
        _("There is no preview yet"),
        _("A list is saved as it was looked at, and nothing was computed to be looked at."),
        _("Choose how students qualify, look at the preview, and save then."),
    ),
    "override-reason-missing": _incomplete(
        _("It is not said why"),
        _("Whoever decides about one student otherwise than the rule does says why."),
        _("Write a reason of at most %(limit)s characters, and try again."),
    ),
    "override-student-unknown": _incomplete(
        _("This student is not in the course"),
        _("Single decisions are made about students of the course, and this is none of them."),
        _("Choose a student of the list."),
    ),
    "override-student-ambiguous": _incomplete(
        _("Several students go by this name"),
        _("The course has more than one student who is called that."),
        _("Write the user id of the one whom you mean: it stands below the name in the list."),
    ),
    "override-is-there": _not_now(
        _("There is a decision about this student already"),
        _("Somebody has decided about this student, and that still stands."),
        _("Withdraw the decision first, or leave it as it is."),
    ),
    "override-ends-in-the-past": _incomplete(
        _("It would have ended already"),
        _("The day until which the decision holds lies in the past."),
        _("Choose a day that is still to come, or leave it blank."),
    ),
    "override-seconded-by-itself": _not_now(
        _("Somebody else must agree"),
        _("You made this decision yourself, and it needs a second pair of eyes."),
        _("Ask a colleague who teaches the course, or the staff of this service, to agree."),
    ),
    "override-unknown": _unknown(
        _("There is no such decision"),
        _("The course has no single decision of this number, or it was withdrawn."),
        _("Go back to the course's lists and look again."),
    ),
    "plugin-unknown": _unknown(
        _("There is no such way to qualify students"),
        _("No plugin with the id “%(name)s” is installed and offered here."),
        _("Choose one from the list."),
    ),
    "plugin-id-taken": Wording(
        status=409,
        side=Side.SERVICE,
        title=_("Two plugins have the same id"),
        what=_("The id “%(name)s” is used twice, so neither plugin could be told from the other."),
        next=_("The staff of this service must remove one of them."),
    ),
    "plugin-cannot-work": _not_now(
        _("This way to qualify students does not work here"),
        _("It needs something that this course does not have: %(why)s."),
        _("Change that in the course, or choose another way."),
    ),
    "plugin-settings-invalid": _incomplete(
        _("It cannot be decided like this"),
        _("The field %(field)s cannot be taken: %(why)s."),
        _("Change the field %(field)s and try again."),
    ),
    "plugin-results-changed": _not_now(
        _("The results have changed since the preview"),
        _("The plugin found other students than were looked at, so nothing was saved."),
        _("Go back to let the plugin look again, look at the preview, and save then."),
    ),
}
