"""What the words of a refusal consist of."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Side(StrEnum):
    """Who can mend what went wrong."""

    YOU = "you"
    LMS = "lms"
    TOOL = "tool"
    SERVICE = "service"
    CALLER = "caller"
    NOBODY = "nobody"


WHO_CAN_MEND_IT: dict[Side, Text] = {
    Side.YOU: _("You can put this right yourself."),
    Side.LMS: _("The administrator of your LMS can put this right."),
    Side.TOOL: _("The makers of the tool can put this right."),
    Side.SERVICE: _("The staff of this service can put this right."),
    Side.CALLER: _("Whoever runs the program that sent the request can put this right."),
    Side.NOBODY: _("Nobody needs to put anything right: trying again is enough."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words for one code. A text may name values of the error: `%(client_id)s`."""

    status: int
    side: Side
    title: Text
    what: Text
    next: Text
