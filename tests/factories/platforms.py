"""Registrations as tests need them: a test says only what matters to it."""

from datetime import datetime
from typing import Any

from lti_exams.journeys.register_platform import register_platform
from lti_exams.platforms import api as platforms


def new_registration(**changes: object) -> platforms.NewRegistration:
    """Return what a person knows of an LMS."""
    known: dict[str, Any] = {
        "name": "Riverside University",
        "issuer": "https://lms.example",
        "client_id": "client-1",
        "auth_url": "https://lms.example/auth",
        "token_url": "https://lms.example/token",
        "jwks_url": "https://lms.example/jwks",
    }
    return platforms.NewRegistration(**(known | changes))


def registered(now: datetime, **changes: object) -> platforms.Platform:
    """Return an LMS that was registered by hand."""
    return register_platform(new_registration(**changes), by=None, now=now)
