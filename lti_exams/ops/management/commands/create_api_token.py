from datetime import timedelta
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from lti_exams.accounts import api as accounts
from lti_exams.journeys.access import Scope
from lti_exams.journeys.create_api_token import MOST_DAYS, create_api_token
from lti_exams.ops.commands import Facts, JsonCommand


class Command(JsonCommand):
    """Lets a program use the REST API, and tells its token once."""

    help = "Make a token for a program that uses the REST API. The token is shown this once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True, help="which program it is for")
        parser.add_argument(
            "--scope",
            action="append",
            required=True,
            choices=[scope.value for scope in Scope],
            help="what it may do; may be repeated",
        )
        parser.add_argument("--course", type=int, metavar="ID", help="in this course only")
        parser.add_argument(
            "--days", type=int, default=365, help="how long it holds; 0 is for ever (default: 365)"
        )

    def work(self, **options: Any) -> Facts:
        now, days = timezone.now(), options["days"]
        if not 0 <= days <= MOST_DAYS:
            raise CommandError(f"--days is not between 0 and {MOST_DAYS}.")
        wanted = accounts.NewToken(
            name=options["name"],
            scopes=options["scope"],
            course=options["course"],
            expires_at=now + timedelta(days=days) if days else None,
        )
        token, secret = create_api_token(wanted, by=None, now=now)
        return {
            "id": token.pk,
            "name": token.name,
            "token": secret,
            "scopes": token.scopes,
            "course": token.course,
            "expires_at": token.expires_at and token.expires_at.isoformat(),
        }
