"""Words for columns of a gradebook, results, and files of them."""

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.shape import Side, Text, Wording

_BY_FILE = _(
    "Many LMSs show a tool only the columns that it made itself. Take the others over by a file of "
    "results: your LMS can write one from its gradebook."
)


def _senseless(title: Text) -> Wording:
    return Wording(
        status=422,
        side=Side.YOU,
        title=title,
        what=_("The field %(field)s cannot be taken: %(why)s."),
        next=_("Change the field %(field)s and send it again."),
    )


RESULTS: dict[str, Wording] = {
    "column-invalid": _senseless(_("The assignment cannot be like this")),
    "result-invalid": _senseless(_("This is no result")),
    "column-key-taken": Wording(
        status=409,
        side=Side.YOU,
        title=_("Another assignment of this course has this short name"),
        what=_("The short name “%(name)s” stands for another assignment."),
        next=_("Choose another short name."),
    ),
    "column-unknown": Wording(
        status=404,
        side=Side.YOU,
        title=_("There is no such assignment"),
        what=_("The course has no assignment of this number."),
        next=_("Go back to the list and choose again."),
    ),
    "results-file-refused": Wording(
        status=422,
        side=Side.YOU,
        title=_("The file cannot be read as a table of results"),
        what=_("Nothing of it was taken over: %(why)s."),
        next=_(
            "Save it as “CSV UTF-8” with a first row that names the columns, one of them user_id, "
            "and choose it again."
        ),
    ),
    "results-file-changed": Wording(
        status=409,
        side=Side.YOU,
        title=_("This is another file than you looked at"),
        what=_("The file changed between looking at it and taking it over."),
        next=_("Look at the new file first."),
    ),
    "gradebook-not-offered": Wording(
        status=409,
        side=Side.LMS,
        title=_("Your LMS does not let this tool read the gradebook"),
        what=_("No launch from this course has allowed reading columns and results."),
        next=_BY_FILE,
    ),
    "gradebook-unreadable": Wording(
        status=424,
        side=Side.LMS,
        title=_("The gradebook could not be read"),
        what=_("What your LMS sent is no list of columns or results: %(why)s."),
        next=_BY_FILE,
    ),
}
