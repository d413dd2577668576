"""From a signed id_token to a valid launch: our checks first, pylti1p3's validators after."""

from collections.abc import Mapping

from pylti1p3.exception import LtiException
from pylti1p3.message_validators import get_validators

from lti_exams.launches.errors import LaunchRefused
from lti_exams.launches.rules import checks, names
from lti_exams.launches.rules.claims import ValidLaunch, read_launch
from lti_exams.launches.rules.predicates import Expected
from lti_exams.trust import api as trust

_VALIDATORS = tuple(get_validators())


def check(token: trust.SignedToken, expected: Expected, *, plain_too: bool) -> ValidLaunch:
    """Hold a signed token against what its login led us to expect."""
    passed, failing = checks.first_failing(token.claims, expected)
    if failing is not None:
        raise LaunchRefused(
            failing.code, failed=(failing.name,), sentence=failing.sentence, passed=passed
        )
    _let_pylti1p3_look(token.claims)
    return read_launch(token.claims, plain_too=plain_too, passed=passed)


def _let_pylti1p3_look(claims: Mapping[str, object]) -> None:
    """Let the library that others use look last: what we accept, it accepts.

    Deep Linking is left out: it insists that an LMS accepts links to resources, and an LMS that
    accepts other items only is still answered.
    """
    if claims[names.MESSAGE_TYPE] == names.DEEP_LINKING_REQUEST:
        return
    for validator in _VALIDATORS:
        if validator.can_validate(claims):
            _validate(validator, claims)


def _validate(validator: object, claims: Mapping[str, object]) -> None:
    try:
        validator.validate(claims)  # type: ignore[attr-defined]
    except LtiException as error:
        raise LaunchRefused("launch-pylti1p3", why=str(error)) from error
