from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from lti_exams.accounts.api import User
from lti_exams.ops.commands import CommandRefused, Facts, JsonCommand


class Command(JsonCommand):
    help = "Fill a development database with what the demo shows."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--staff", nargs=2, metavar=("NAME", "PASSWORD"), required=True)

    def work(self, *, staff: tuple[str, str], **_: Any) -> Facts:
        """Make the member of staff whom the demo names; running it again changes nothing."""
        if not settings.DEMO_IS_ALLOWED:
            detail = "The demo's people are not made under production settings."
            raise CommandRefused("command-failed", detail=detail)
        name, password = staff
        user, made = User.objects.get_or_create(
            username=name, defaults={"is_staff": True, "is_superuser": True}
        )
        if made:
            user.set_password(password)
            user.save()
        return {"staff": name, "made": made}
