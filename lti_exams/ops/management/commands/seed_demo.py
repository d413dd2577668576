from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import timezone

from lti_exams.accounts.api import User
from lti_exams.journeys.seed_exams import ToldCourse, seed_exams
from lti_exams.ops.commands import CommandRefused, Facts, JsonCommand


class Command(JsonCommand):
    help = "Fill a development database with what the demo shows."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--staff", nargs=2, metavar=("NAME", "PASSWORD"), required=True)
        parser.add_argument(
            "--course",
            nargs=6,
            action="append",
            default=[],
            metavar=("ISSUER", "CLIENT_ID", "DEPLOYMENT", "CONTEXT", "LABEL", "TITLE"),
            help="a course that gets exams to begin with; may be repeated",
        )

    def work(self, *, staff: tuple[str, str], course: list[list[str]], **_: Any) -> Facts:
        """Make the staff and the exams that the demo names; running it again changes nothing."""
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
        now = timezone.now()
        exams = sum(len(seed_exams(ToldCourse(*one), now=now)) for one in course)
        return {"staff": name, "made": made, "exams": exams}
