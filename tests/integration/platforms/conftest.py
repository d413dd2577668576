from collections.abc import Iterator
from datetime import datetime

import pytest

from lti_exams.accounts.api import User
from lti_exams.journeys.register_platform import register_platform
from lti_exams.platforms import api as platforms
from tests.factories.fake_lms_server import FakeLms, running_lms


@pytest.fixture
def server() -> Iterator[FakeLms]:
    """An LMS on a socket of this machine."""
    with running_lms() as lms:
        yield lms


@pytest.fixture
def platform(transactional_db: None, server: FakeLms, now: datetime) -> platforms.Platform:
    """That LMS, registered by hand, with one deployment."""
    return register_platform(
        platforms.NewRegistration(
            name="Riverside University",
            issuer=server.url,
            client_id="client-1",
            auth_url=f"{server.url}/auth",
            token_url=f"{server.url}/token",
            jwks_url=f"{server.url}/jwks",
            deployments=("1",),
        ),
        by=None,
        now=now,
    )


@pytest.fixture
def staff(db: None) -> User:
    return User.objects.create_user("staff", password="a long pass phrase", is_staff=True)
