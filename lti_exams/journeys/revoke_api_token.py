"""Staff look at the programs that are let in, and shut one of them out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lti_exams.accounts import api as accounts
from lti_exams.audit import api as audit
from lti_exams.journeys.access import Act, Caller
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches


class NoSuchToken(LtiExamsError):
    """There is no such token, or it opens nothing any more."""

    code = "api-token-unknown"


@dataclass(frozen=True, slots=True)
class TokensSeen:
    """Every token, alive or not, and the courses that some are bound to, by their keys."""

    tokens: Sequence[accounts.ApiToken]
    courses: Mapping[int, launches.Course]


def see_api_tokens(caller: Caller) -> TokensSeen:
    """Return every token, those that are alive first."""
    caller.check_may(Act.SEE_API_TOKENS)
    tokens = list(accounts.all_tokens())
    keys = {token.course for token in tokens if token.course is not None}
    return TokensSeen(tokens, launches.Course.objects.in_bulk(keys))


@transaction.atomic
def revoke_api_token(caller: Caller, key: int, *, now: datetime) -> accounts.ApiToken:
    """Let a token open nothing any more, and write down who shut it."""
    caller.check_may(Act.REVOKE_API_TOKEN)
    token = accounts.token_of(key)
    if token is None or not accounts.revoke_token(token, now=now):
        raise NoSuchToken
    audit.record(
        actor=caller.name,
        action="api-token.revoked",
        subject=token.key,
        before={"name": token.name, "scopes": token.scopes, "course": token.course},
        now=now,
    )
    return token
