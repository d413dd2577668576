"""The session of a launch: found again by its key and its browser, continued in another window."""

import secrets
from datetime import datetime, timedelta

from lti_exams.kernel.digests import digest_of
from lti_exams.launches.errors import LaunchIsOver
from lti_exams.launches.models import Launch
from lti_exams.launches.operations.arrivals import end_launches_of_others
from lti_exams.trust import api as trust

HAND_OFF = "hand-off"
HAND_OFF_LIVES = timedelta(seconds=60)


def offer_hand_off(launch: Launch, *, now: datetime) -> str:
    """Return a token with which another window, once and soon, may continue this launch."""
    token = secrets.token_urlsafe(32)
    trust.issue(HAND_OFF, token, now=now, lifetime=HAND_OFF_LIVES, payload={"launch": launch.key})
    return token


def take_hand_off(token: str, *, browser: str, now: datetime) -> Launch:
    """Open a second session of the same launch in the window that brings the token."""
    offered = trust.use(HAND_OFF, token, now=now)
    if offered is None:
        raise LaunchIsOver(why="hand-off")
    launch = Launch.objects.filter(
        key=offered.payload["launch"], ended_at=None, expires_at__gt=now
    ).first()
    if launch is None:
        raise LaunchIsOver(why="ended")
    digest = digest_of(browser)
    end_launches_of_others(digest, launch.person, now=now)
    return _second_session(launch, digest)


def _second_session(launch: Launch, browser_digest: str) -> Launch:
    launch.pk = None
    launch._state.adding = True
    launch.key = secrets.token_urlsafe(18)
    launch.browser_digest = browser_digest
    launch.cookieless = False
    launch.save(force_insert=True)
    return launch


def continue_beside(key: str, seat: str, *, browser: str, now: datetime) -> Launch:
    """Open a second session of a launch that goes on, in a window that belongs to the first.

    The window counts as the seat of the first: cookies of a frame do not reach it.
    """
    launch = Launch.objects.filter(key=key, ended_at=None, expires_at__gt=now).first()
    if launch is None:
        raise LaunchIsOver(why="ended")
    digest = digest_of(browser)
    end_launches_of_others(digest, launch.person, now=now)
    launch.details = {**launch.details, "seat": seat}
    return _second_session(launch, digest)


def end_launch(launch: Launch, *, now: datetime) -> None:
    """End the session of a launch."""
    Launch.objects.filter(pk=launch.pk, ended_at=None).update(ended_at=now)
