"""Logins: begun with a state that one browser may use once, and answered by a launch."""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from lti_exams.kernel.digests import digest_of
from lti_exams.kernel.origins import origin_of
from lti_exams.launches.errors import CookiesAreBlocked, LaunchRefused
from lti_exams.launches.rules.login import LoginRequest, authorisation_request
from lti_exams.launches.rules.predicates import Expected, expected_at
from lti_exams.platforms import api as platforms
from lti_exams.trust import api as trust

STATE = "launch-state"
STATE_LIVES = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Storage:
    """What a browser without cookies keeps in the LMS's frame, and where (LTI platform storage)."""

    target: str
    origin: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class BegunLogin:
    auth_url: str
    storage: Storage | None


@dataclass(frozen=True, slots=True)
class Answered:
    """The login that a launch answers, read back from its state."""

    state: trust.SingleUse
    platform: platforms.Platform

    @property
    def told(self) -> Mapping[str, str]:
        return self.state.payload

    @property
    def again(self) -> Mapping[str, str]:
        return self.state.payload["again"]

    def storage_for(self, state: str) -> Storage:
        """Say where the browser kept the proof of this login."""
        return Storage(
            target=self.told["storage_target"],
            origin=origin_of(self.platform.auth_url),
            key=storage_key(state),
            value="",
        )


def begin_login(
    login: LoginRequest,
    platform: platforms.Platform,
    *,
    browser: str,
    redirect_uri: str,
    now: datetime,
) -> BegunLogin:
    """Remember who begins a launch in which browser, and say where to ask the LMS who it is."""
    state, nonce = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    storage = _storage_for(login, platform, state)
    trust.issue(
        STATE,
        state,
        now=now,
        lifetime=STATE_LIVES,
        owner=f"platform:{platform.pk}",
        payload={
            "platform": platform.pk,
            "nonce": digest_of(nonce),
            "browser": digest_of(browser),
            "storage": digest_of(storage.value) if storage else "",
            "storage_target": storage.target if storage else "",
            "deployment": login.deployment_hint,
            "target": login.target_link_uri,
            "again": login.again(),
        },
    )
    auth_url = authorisation_request(
        login,
        auth_url=platform.auth_url,
        client_id=platform.client_id,
        redirect_uri=redirect_uri,
        state=state,
        nonce=nonce,
    )
    return BegunLogin(auth_url=auth_url, storage=storage)


def _storage_for(login: LoginRequest, platform: platforms.Platform, state: str) -> Storage | None:
    if not login.storage_target:
        return None
    return Storage(
        target=login.storage_target,
        origin=origin_of(platform.auth_url),
        key=storage_key(state),
        value=secrets.token_urlsafe(32),
    )


def storage_key(state: str) -> str:
    return f"lti_exams_{digest_of(state)[:32]}"


def answered_login(state: str, *, now: datetime) -> Answered:
    """Return the login that a launch answers, or say why there is none."""
    if not state:
        raise LaunchRefused("launch-state-missing")
    known = trust.recall(STATE, state)
    if known is None:
        raise LaunchRefused("launch-state-unknown")
    if known.used_at is not None:
        raise LaunchRefused("launch-state-used")
    if known.expires_at <= now:
        raise LaunchRefused("launch-state-expired")
    return Answered(state=known, platform=platforms.active_by_id(known.payload["platform"]))


def check_browser(answered: Answered, *, browser: str, storage_proof: str) -> bool:
    """Hold the browser that launches against the one that began; tell whether a cookie did it."""
    told = answered.told
    if browser and hmac.compare_digest(digest_of(browser), told["browser"]):
        return True
    if told["storage"] and storage_proof:
        if hmac.compare_digest(digest_of(storage_proof), told["storage"]):
            return False
        raise LaunchRefused("launch-storage-differs")
    if browser and not told["storage"]:
        raise LaunchRefused("launch-browser-differs")
    raise CookiesAreBlocked


def expected_of(answered: Answered, *, origin: str, now: datetime) -> Expected:
    """Return what the token must say to be the answer to this login."""
    told = answered.told
    return expected_at(
        now,
        issuer=answered.platform.issuer,
        client_id=answered.platform.client_id,
        nonce_digest=told["nonce"],
        deployment_hint=told["deployment"],
        target_link_uri=told["target"],
        origin=origin,
    )
