"""The sandbox's LMS on localhost, the product on 127.0.0.1: two sites, as LMS and tool are."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from lti_exams.platforms import api as platforms
from tests.factories.sandbox import RunCounterpart
from tests.factories.university import University


@pytest.fixture(scope="session")
def university(sandbox_process: RunCounterpart) -> Iterator[University]:
    """The LMS, as a process."""
    with sandbox_process("lms", host="localhost") as lms:
        yield University(lms.origin)


@pytest.fixture
def product(live_server: LiveServer, settings: Any, university: University) -> str:
    """Return the address of the product, which the LMS has installed and staff have registered."""
    settings.PUBLIC_ORIGIN = live_server.url
    university.reset()
    told = university.post(
        "tools",
        name="lti_exams",
        login_url=f"{live_server.url}/lti/login",
        launch_url=f"{live_server.url}/lti/launch",
        jwks_url=f"{live_server.url}/lti/jwks",
        redirect_uris=[f"{live_server.url}/lti/launch"],
    )
    platforms.register(
        platforms.NewRegistration(
            name="Riverside University",
            issuer=told["issuer"],
            client_id=told["client_id"],
            auth_url=told["auth_url"],
            token_url=told["token_url"],
            jwks_url=told["jwks_url"],
            deployments=tuple(told["deployment_ids"]),
        ),
        now=timezone.now(),
    )
    university.post("links", title="Final exam", client_id=told["client_id"], course="stat101")
    return live_server.url
