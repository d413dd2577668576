"""A launch goes on in another window, which has no cookie of ours yet."""

from datetime import datetime

from django.db import transaction

from lti_exams.launches import api as launches


def offer(launch: launches.Launch, *, now: datetime) -> str:
    """Return the one-time token that another window brings within a minute."""
    return launches.offer_hand_off(launch, now=now)


@transaction.atomic
def take(token: str, *, browser: str, now: datetime) -> launches.Launch:
    """Open the launch in the window that brought the token."""
    return launches.take_hand_off(token, browser=browser, now=now)


@transaction.atomic
def beside(key: str, seat: str, *, browser: str, now: datetime) -> launches.Launch:
    """Open the launch once more, in a window that belongs to the page that opened it."""
    return launches.continue_beside(key, seat, browser=browser, now=now)
