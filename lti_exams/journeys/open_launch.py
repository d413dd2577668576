"""A launch arrives: believe nothing before the signature, and write nothing before every check."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from lti_exams.journeys.find_content import find_content
from lti_exams.journeys.read_rosters import ask_on_launch
from lti_exams.launches import api as launches
from lti_exams.platforms import api as platforms
from lti_exams.trust import api as trust


@dataclass(frozen=True, slots=True)
class Posted:
    """What a browser brought to the launch address, and the secret that its cookie holds."""

    id_token: str
    state: str
    storage_proof: str
    browser: str


def open_launch(
    posted: Posted, answered: launches.Answered, *, with_cookie: bool, now: datetime
) -> launches.Launch:
    """Open the session of a launch whose login and browser are known."""
    signed = trust.verify(posted.id_token, answered.platform.key_set, now=now)
    expected = launches.expected_of(answered, origin=settings.PUBLIC_ORIGIN, now=now)
    valid = launches.check(signed, expected, plain_too=settings.HTTP_ALLOW_PLAIN)
    deployment = platforms.meet_deployment(answered.platform, valid.deployment_id, now=now)
    platforms.note_origins(answered.platform, valid.origins)
    with transaction.atomic():
        if not trust.burn(answered.state, now=now):
            raise launches.LaunchRefused("launch-state-used")
        launch = launches.arrive(
            valid, deployment, browser=posted.browser, cookieless=not with_cookie, now=now
        )
        find_content(launch, now=now)
        ask_on_launch(launch, now=now)
        return launch
