"""Words for the commands of the installation and for signing in to it."""

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.shape import Side, Wording

OPS: dict[str, Wording] = {
    "command-arguments": Wording(
        status=400,
        side=Side.YOU,
        title=_("The command was not understood"),
        what="%(detail)s",
        next=_("Run the command with --help to see what it takes."),
    ),
    "command-failed": Wording(
        status=500,
        side=Side.SERVICE,
        title=_("The command did not do what it was called for"),
        what="%(detail)s",
        next=_("Put right what it names and run it again."),
    ),
    "command-database": Wording(
        status=500,
        side=Side.SERVICE,
        title=_("The database did not answer the command"),
        what="%(detail)s",
        next=_("Look whether the database runs and is migrated: manage.py doctor says."),
    ),
    "installation-not-well": Wording(
        status=503,
        side=Side.SERVICE,
        title=_("The installation cannot work like this"),
        what="%(detail)s",
        next=_("Put right what is named and run manage.py doctor again."),
    ),
    "demo-port-taken": Wording(
        status=409,
        side=Side.YOU,
        title=_("A port that the demo needs is taken"),
        what=_("Port %(port)s on %(host)s is taken, perhaps by a demo that still runs."),
        next=_("Stop it with Ctrl-C, or choose other ports: manage.py demo --port 8100."),
    ),
    "demo-address-missing": Wording(
        status=409,
        side=Side.YOU,
        title=_("This machine lacks an address that the demo needs"),
        what=_("The demo's parts are on addresses of their own, and %(host)s is missing here."),
        next=_("On macOS, add it with: sudo ifconfig lo0 alias %(host)s up."),
    ),
    "demo-party-stopped": Wording(
        status=500,
        side=Side.SERVICE,
        title=_("A part of the demo stopped"),
        what=_("The %(party)s of the demo stopped or did not start."),
        next=_("Its log says why (%(log)s)."),
    ),
    "demo-introduction-failed": Wording(
        status=500,
        side=Side.SERVICE,
        title=_("The parts of the demo could not be introduced to each other"),
        what=_("One did not take what it was told: %(detail)s"),
        next=_("Start over with manage.py demo --fresh."),
    ),
    "sign-in-too-often": Wording(
        status=429,
        side=Side.NOBODY,
        title=_("Too many passwords were tried"),
        what=_("For this name, too many passwords were tried from your network address."),
        next=_("Wait %(minutes)s minutes and sign in again."),
    ),
}
