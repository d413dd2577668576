"""Calls to an LMS: an access token is asked for with our signature, kept, and sent with care."""

import time
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from uuid import uuid4

import structlog

from lti_exams.kernel import http
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.origins import origin_of
from lti_exams.platforms import grants, tokens
from lti_exams.platforms.models import AccessToken, Platform
from lti_exams.platforms.queries import the_only_deployment_id
from lti_exams.trust import api as trust

_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_DEPLOYMENT_CLAIM = "https://purl.imsglobal.org/spec/lti/claim/deployment_id"
# An LMS whose clock is a little behind ours refuses what was signed in its future.
_BACKDATED = timedelta(seconds=5)
_ASSERTION_LIFE = timedelta(minutes=5)
# Families that want an audience of their own, whatever the address of their token endpoint.
_AUDIENCES = {"desire2learn": "https://api.brightspace.com/auth/token"}
# Whoever has no token, while another asks for one, looks again this often and this many times:
# long enough to take the place of one that was killed.
_LOOK_AGAIN_AFTER = timedelta(milliseconds=100)
_LOOKS = 300

logger = structlog.get_logger("lti_exams.platforms")


class BearerOriginRefused(LtiExamsError):
    """The address of a call lies outside the origins that are bound to the registration."""

    code = "bearer-origin-refused"


class AccessTokenBusy(LtiExamsError):
    """Somebody else has been asking the LMS for this token for too long; try later."""

    code = "access-token-busy"


def call(
    platform: Platform,
    method: str,
    url: str,
    *,
    scopes: Iterable[str],
    now: datetime,
    headers: Mapping[str, str] | None = None,
    **body: Any,
) -> http.Answer:
    """Call a service of the LMS with a token for these scopes; a refused token is renewed once."""
    refuse_foreign_origin(platform, url)
    wanted = tuple(scopes)
    held = bearer(platform, wanted, now=now)
    answer = http.call(method, url, headers=_with_token(headers, held), **body)
    if answer.status != 401:
        return answer
    tokens.drop(held)
    held = bearer(platform, wanted, now=now)
    return http.call(method, url, headers=_with_token(headers, held), **body)


def refuse_foreign_origin(platform: Platform, url: str) -> None:
    """Keep tokens away from every host that staff did not bind to the registration."""
    origin = origin_of(url)
    if origin not in platform.origins:
        raise BearerOriginRefused(origin=origin, platform=platform.pk)


def _with_token(headers: Mapping[str, str] | None, held: tokens.Bearer) -> dict[str, str]:
    return {**(headers or {}), "Authorization": f"Bearer {held.token}"}


def bearer(platform: Platform, scopes: Iterable[str], *, now: datetime) -> tokens.Bearer:
    """Return a living token; of many callers one asks for it and the others wait a little.

    While an old token lives, the others go on with it.
    """
    wanted = tuple(scopes)
    for look in range(_LOOKS):
        moment = now + look * _LOOK_AGAIN_AFTER
        row = tokens.token_row(platform, wanted)
        held = tokens.bearer_in(row, now=moment)
        if held and not tokens.is_due(row, now=moment):
            return held
        leased_by = tokens.lease(row, now=moment)
        if leased_by:
            return _renewed(platform, row, leased_by, now=moment)
        if held:
            return held
        time.sleep(_LOOK_AGAIN_AFTER.total_seconds())
    raise AccessTokenBusy(platform=platform.pk)


def try_for_token(platform: Platform, scopes: Iterable[str], *, now: datetime) -> None:
    """Ask for a token now, whatever is kept: a test of the connection; it is not kept either."""
    _ask_for_token(platform, list(scopes), now=now)


def _renewed(
    platform: Platform, row: AccessToken, leased_by: str, *, now: datetime
) -> tokens.Bearer:
    held = tokens.bearer_in(row, now=now)
    try:
        grant = _ask_for_token(platform, row.scopes.split(), now=now)
    except LtiExamsError as error:
        if held is None:
            tokens.release(row, leased_by)
            raise
        # The lease is left to run out, so that a troubled LMS is not asked by everyone in turn.
        logger.warning("access_token_not_renewed", platform=platform.pk, code=error.refusal_code)
        return held
    return tokens.store(row, grant, leased_by, now=now)


def _ask_for_token(platform: Platform, scopes: list[str], *, now: datetime) -> grants.Grant:
    answer = http.post(
        platform.token_url,
        data={
            "grant_type": "client_credentials",
            "client_assertion_type": _ASSERTION_TYPE,
            "client_assertion": _assertion(platform, now=now),
            "scope": grants.join_scopes(scopes),
        },
        headers={"Accept": "application/json"},
    )
    _note_clock(platform, answer, now=now)
    if not answer.ok:
        raise grants.refusal(
            answer.status, _told(answer), retry_after=answer.headers.get("Retry-After", "")
        )
    grant = grants.read_grant(answer.json(), asked=scopes)
    _note_missing(platform, grant, scopes)
    return grant


def _assertion(platform: Platform, *, now: datetime) -> str:
    """Sign who we are, as LTI security 1.0 section 4.1.1 and core 6.2.1 want it."""
    issued_at = now - _BACKDATED
    claims = {
        "iss": platform.client_id,
        "sub": platform.client_id,
        "aud": platform.token_audience or _audience(platform),
        "iat": int(issued_at.timestamp()),
        "exp": int((now + _ASSERTION_LIFE).timestamp()),
        "jti": uuid4().hex,
    }
    deployment_id = the_only_deployment_id(platform)
    if deployment_id is not None:
        claims[_DEPLOYMENT_CLAIM] = deployment_id
    return trust.sign(claims, owner=platform.key_owner, now=now)


def _audience(platform: Platform) -> str:
    return _AUDIENCES.get(platform.family.lower(), platform.token_url)


def _told(answer: http.Answer) -> object:
    """Return what a refusal says; many are HTML, which tells nothing more than the status."""
    try:
        return answer.json()
    except LtiExamsError:
        return None


def _note_missing(platform: Platform, grant: grants.Grant, scopes: list[str]) -> None:
    missing = sorted(set(scopes) - grant.granted)
    if missing:
        logger.warning("access_token_lacks_scopes", platform=platform.pk, missing=missing)


def _note_clock(platform: Platform, answer: http.Answer, *, now: datetime) -> None:
    ahead = clock_ahead(answer.headers.get("Date", ""), now=now)
    if ahead is None or ahead == platform.clock_ahead_seconds:
        return
    Platform.objects.filter(pk=platform.pk).update(clock_ahead_seconds=ahead)
    platform.clock_ahead_seconds = ahead
    if platform.clock_differs:
        logger.warning("clock_of_platform_differs", platform=platform.pk, ahead=ahead)


def clock_ahead(date: str, *, now: datetime) -> int | None:
    """Return by how many seconds an answer's Date header is ahead of our clock."""
    try:
        told = parsedate_to_datetime(date)
        return round((told - now).total_seconds())
    except (TypeError, ValueError, OverflowError):
        # Absent, unreadable, or without a zone.
        return None
