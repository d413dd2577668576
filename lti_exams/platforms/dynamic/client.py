"""The two calls of a dynamic registration, bounded: an unknown LMS is read with care."""

from django.conf import settings

from lti_exams.kernel import http
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.platforms.dynamic.rules import (
    Configuration,
    RegistrationAnswer,
    read_answer,
    read_configuration,
)
from lti_exams.platforms.rules import checked_address

_MOST_BYTES = 262_144


class ConfigurationUnavailable(LtiExamsError):
    """The LMS did not give its OpenID configuration at the address that it sent us to."""

    code = "registration-configuration-unavailable"


class RegistrationRefused(LtiExamsError):
    """The LMS did not accept our registration; its registration token may have been used before."""

    code = "registration-refused"


def fetch_configuration(url: str) -> Configuration:
    """Fetch and read what an LMS says of itself."""
    plain = settings.HTTP_ALLOW_PLAIN
    checked_address(url, field="openid_configuration", allow_plain=plain)
    answer = http.get(url, headers={"Accept": "application/json"}, max_bytes=_MOST_BYTES)
    if not answer.ok:
        raise ConfigurationUnavailable(status=answer.status)
    return read_configuration(answer.json(), url=url, allow_plain=plain)


def send_registration(
    configuration: Configuration, registration: dict[str, object], *, token: str
) -> RegistrationAnswer:
    """Ask the LMS to register us and read what it calls us from now on."""
    headers = {"Accept": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    answer = http.post(
        configuration.registration_url, json=registration, headers=headers, max_bytes=_MOST_BYTES
    )
    if not answer.ok:
        raise RegistrationRefused(status=answer.status, host=configuration.host)
    return read_answer(answer.json())
