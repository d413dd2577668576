"""Staff, or a command, let a program in."""

from datetime import datetime, timedelta

from django.db import transaction

from lti_exams.accounts import api as accounts
from lti_exams.audit import api as audit
from lti_exams.journeys import access
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches

LONGEST_NAME = 200
MOST_DAYS = 3_650


class TokenNotMade(LtiExamsError):
    """A token cannot be made like this; the value names the field."""

    code = "api-token-not-made"


@transaction.atomic
def create_api_token(
    wanted: accounts.NewToken, *, by: accounts.User | None, now: datetime
) -> tuple[accounts.ApiToken, str]:
    """Make a token and write down who made it; the secret is told this once."""
    if by:
        access.check_may(by, access.Act.CREATE_API_TOKEN)
    _check(wanted, now=now)
    token, secret = accounts.create_token(wanted, by=by, now=now)
    audit.record(
        actor=access.actor(by),
        action="api-token.created",
        subject=token.key,
        after={"name": token.name, "scopes": token.scopes, "course": token.course},
        now=now,
    )
    return token, secret


def _check(wanted: accounts.NewToken, *, now: datetime) -> None:
    if not 0 < len(wanted.name.strip()) <= LONGEST_NAME:
        raise TokenNotMade(field="name", why=f"not 1 to {LONGEST_NAME} characters")
    if not wanted.scopes or not set(wanted.scopes) <= set(access.Scope):
        known = ", ".join(access.Scope)
        raise TokenNotMade(field="scope", why=f"not one or more of {known}")
    latest = now + timedelta(days=MOST_DAYS)
    if wanted.expires_at is not None and not now < wanted.expires_at <= latest:
        raise TokenNotMade(field="days", why=f"not between 1 and {MOST_DAYS}")
    if wanted.course is not None and not _is_course(wanted.course):
        raise TokenNotMade(field="course", why="there is no such course")


def _is_course(key: int) -> bool:
    return 0 < key < 2**63 and launches.Course.objects.filter(pk=key).exists()
