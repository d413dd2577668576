"""Words for what the ground floor refuses: addresses, documents, secrets."""

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.shape import Side, Text, Wording

_WAIT = _(
    "Try again in a few minutes. If it goes on, give the reference to the staff of this service."
)
_TELL_STAFF = _("Give the reference to the staff of this service.")


def _remote(what: Text, *, status: int = 424, side: Side = Side.LMS, next: Text = _WAIT) -> Wording:
    return Wording(
        status=status,
        side=side,
        title=_("Another system could not be asked"),
        what=what,
        next=next,
    )


def _unreadable(what: Text) -> Wording:
    return Wording(
        status=400,
        side=Side.CALLER,
        title=_("The JSON that was sent cannot be read"),
        what=what,
        next=_("Correct the document and send it again."),
    )


def _no_condition(what: Text) -> Wording:
    return Wording(
        status=400,
        side=Side.YOU,
        title=_("The condition cannot be used"),
        what=what,
        next=_("Correct the condition and send it again."),
    )


def _sealed(*, title: Text, what: Text) -> Wording:
    return Wording(status=500, side=Side.SERVICE, title=title, what=what, next=_TELL_STAFF)


KERNEL: dict[str, Wording] = {
    "remote-unreachable": _remote(
        _("The system that was needed could not be reached: no connection came about."),
    ),
    "remote-timed-out": _remote(
        _("The system that was needed did not answer in time."),
        status=424,
    ),
    "remote-too-large": _remote(
        _("The answer of the other system was larger than the service reads."),
        next=_TELL_STAFF,
    ),
    "remote-not-json": _remote(
        _("The answer of the other system is not the JSON document that it should be."),
        next=_TELL_STAFF,
    ),
    "remote-not-https": _remote(
        _("The address of the other system is not an https address, so nothing was sent there."),
        status=400,
        next=_TELL_STAFF,
    ),
    "remote-address-refused": _remote(
        _(
            "The address of the other system leads into a private network, or is not an ordinary "
            "web address, so nothing was sent there."
        ),
        status=400,
        next=_(
            "If the address is right and the network is yours, the staff of this service can "
            "allow that network (HTTP_ALLOWED_NETWORKS)."
        ),
    ),
    "remote-inside-transaction": _remote(
        _("The service tried to ask another system when it must not. Nothing was sent."),
        status=500,
        side=Side.SERVICE,
        next=_TELL_STAFF,
    ),
    "json-malformed": _unreadable(
        _("It is not well-formed JSON in UTF-8, or holds a value that cannot be stored."),
    ),
    "json-duplicate-key": _unreadable(_("One object names the same key twice.")),
    "json-too-deep": _unreadable(_("It is nested more deeply than the service reads.")),
    "condition-malformed": _no_condition(_("It is not well formed: %(why)s.")),
    "condition-question-unknown": _no_condition(_("It asks a question that nobody answers.")),
    "condition-too-deep": _no_condition(_("It is nested more than %(limit)s levels deep.")),
    "condition-too-large": _no_condition(_("It has more than %(limit)s parts.")),
    "points-refused": Wording(
        status=400,
        side=Side.YOU,
        title=_("That is no number of points"),
        what=_("Points are a number such as 12.5, and not larger than gradebooks hold."),
        next=_("Correct the number and send it again."),
    ),
    "secret-unreadable": _sealed(
        title=_("A stored secret does not open"),
        what=_("A secret that is stored here was sealed with a master key that is not there now."),
    ),
    "master-key-missing": _sealed(
        title=_("The service has no master key"),
        what=_("Secrets are sealed with a master key, and none is configured."),
    ),
    "master-key-malformed": _sealed(
        title=_("The master key cannot be used"),
        what=_("A line that should hold a master key holds something else."),
    ),
}
