"""Dynamic registration for scripts: the address that a browser would open at the tool."""

from typing import Any

from lti_exams.sandbox.lms.control.shape import Body
from lti_exams.sandbox.lms.platform import addresses, registration


def invite(body: Body) -> dict[str, Any]:
    """Return what a tool's registration page must be given."""
    del body
    return {
        "openid_configuration": addresses.of("openid-configuration"),
        "registration_token": registration.invite(),
    }
