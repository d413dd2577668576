"""Words for what comes back from where questions lie, and for the places themselves."""

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.shape import Side, Text, Wording

_MEND = _("Send it again with the field %(field)s put right. The attempt is as it was.")


def _message(what: Text, next: Text = _MEND, *, status: int = 400) -> Wording:
    return Wording(
        status=status,
        side=Side.CALLER,
        title=_("The score cannot be taken like this"),
        what=what,
        next=next,
    )


def _line_item(what: Text, next: Text, *, status: int) -> Wording:
    return Wording(
        status=status,
        side=Side.CALLER,
        title=_("The line item cannot be used like this"),
        what=what,
        next=next,
    )


ASSESSMENTS: dict[str, Wording] = {
    "completion-score-invalid": _message(_("The field %(field)s is no score: %(why)s.")),
    "completion-above-maximum": _message(
        _("The field %(field)s is above its maximum, and the exam gives no extra credit."),
        _("Send a score up to the maximum, or let the teacher allow extra credit in the exam."),
    ),
    "completion-word-unknown": _message(_("The field %(field)s cannot be read: %(why)s.")),
    "completion-time-invalid": _message(_("The field %(field)s cannot be read: %(why)s.")),
    "completion-time-ahead": _message(
        _("The field %(field)s names a time that has not come yet."),
        _("Set the clock of your server, and send it again with the time by then."),
    ),
    "completion-time-stale": _message(
        _("The field %(field)s names a time before the attempt was made."),
        _("Send it with the time at which the score was given."),
        status=409,
    ),
    "completion-person-unknown": _message(
        _("The field %(field)s names nobody who sits this exam by this link."),
        _("Send the `sub` of the launch in which the work was done."),
    ),
    "completion-text-invalid": _message(_("The field %(field)s cannot be kept: %(why)s.")),
    "completion-key-missing": _message(
        _("The message has no id by which a repeat of it could be known."),
        _("Send the header %(field)s, another for each message and the same for a repeat."),
    ),
    "completion-key-used-otherwise": _message(
        _("This id was used for another message."),
        _("Use a new id for each message, and the same id only to repeat it word for word."),
        status=409,
    ),
    "completion-out-of-order": _message(
        _("A message of the same time or a later one was taken before."),
        _("Send a score with the time at which it was given, later than the one before."),
        status=409,
    ),
    "completion-signature": Wording(
        status=401,
        side=Side.CALLER,
        title=_("The completion is not signed as it should be"),
        what=_("It is not signed with the key of the assessment that the attempt is sat in."),
        next=_("Sign it anew as docs/completions.md says, for this attempt and just before."),
    ),
    "line-item-unknown": _line_item(
        _("There is no such line item, or it is not for this tool."),
        _("Use the address that came with the newest launch."),
        status=404,
    ),
    "line-item-invalid": _line_item(
        _("The field %(field)s cannot be taken: %(why)s."), _MEND, status=400
    ),
    "line-item-ours": _line_item(
        _("This line item holds the score of the exam, and is the exam's."),
        _("Make one of your own if you need another one."),
        status=403,
    ),
    "line-items-too-many": _line_item(
        _("The link has as many line items as it takes."),
        _("Remove one of those that you made, or use one that is there."),
        status=403,
    ),
    "service-media-type": _message(
        _("The content type is not the one of this service: %(why)s."),
        _("Send it again with this content type."),
        status=415,
    ),
    "service-body-unreadable": _message(
        _("The body is not one JSON object."), _("Send one JSON object.")
    ),
    "assessment-unknown": Wording(
        status=404,
        side=Side.YOU,
        title=_("There is no such assessment"),
        what=_("No place where questions lie has this number or key."),
        next=_("Go back to the list and choose again."),
    ),
    "assessment-invalid": Wording(
        status=422,
        side=Side.YOU,
        title=_("The assessment cannot be defined like this"),
        what=_("The field %(field)s cannot be taken: %(why)s."),
        next=_("Change the field %(field)s and send it again."),
    ),
    "assessment-not-connected": Wording(
        status=409,
        side=Side.YOU,
        title=_("The questions are not connected to this page"),
        what=_("The exam names no assessment that is switched on, or one without an address."),
        next=_("Whoever teaches the course chooses where the questions lie."),
    ),
    "content-refused": Wording(
        status=400,
        side=Side.TOOL,
        title=_("What was chosen in the tool cannot be used"),
        what=_("The tool answered with something that an exam cannot open: %(why)s."),
        next=_("Open the tool again and choose one paper. What the exam had before is unchanged."),
    ),
    "content-not-asked-for": Wording(
        status=400,
        side=Side.YOU,
        title=_("Nobody is choosing questions here any more"),
        what=_("The choice belongs to another exam, came twice, or took too long."),
        next=_("Go to the exam, open the tool again and choose once more."),
    ),
    "score-attempt-running": Wording(
        status=409,
        side=Side.YOU,
        title=_("The attempt is still running"),
        what=_("A score is entered for an attempt that has ended."),
        next=_("Wait until it has ended, or end it first."),
    ),
    "score-work-late": Wording(
        status=409,
        side=Side.YOU,
        title=_("The answers came too late for a score"),
        what=_(
            "They were handed in after the last moment of this attempt, and are kept as evidence."
        ),
        next=_("If they are to count, give the person more time first, then enter the score."),
    ),
    "score-asked-already": Wording(
        status=409,
        side=Side.NOBODY,
        title=_("The score was asked for a moment ago"),
        what=_("Whoever keeps the questions was asked for this score within the last hour."),
        next=_("Give them some time, and ask again later."),
    ),
}
