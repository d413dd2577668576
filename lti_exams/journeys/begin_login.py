"""An LMS begins a launch: find who asks, remember the browser, send it back to be identified."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from lti_exams.launches import api as launches
from lti_exams.platforms import api as platforms


def begin_login(
    parameters: Mapping[str, str], *, browser: str, now: datetime
) -> launches.BegunLogin:
    """Answer a login initiation with the address at which the LMS says who launches."""
    login = launches.read_login(parameters, origin=settings.PUBLIC_ORIGIN)
    platform = platforms.find_for_login(login.issuer, login.client_id or None)
    return launches.begin_login(
        login,
        platform,
        browser=browser,
        redirect_uri=platforms.addresses().launch_url,
        now=now,
    )
