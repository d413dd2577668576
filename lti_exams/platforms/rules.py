"""Which addresses a registration may name, which of its states lead where, and who may be met."""

from collections.abc import Sequence
from enum import StrEnum

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.origins import LONGEST_URL, origin_of

LONGEST_DEPLOYMENT_ID = 255
# Beyond this, timestamps of scores begin to be refused.
TOLERATED_SKEW_SECONDS = 5


class Status(StrEnum):
    """What a registration may do. Only an active one may launch."""

    REGISTERING = "registering"
    PENDING = "pending"
    ACTIVE = "active"
    DISABLED = "disabled"


class DeploymentStatus(StrEnum):
    """What one installation inside a registration may do."""

    PENDING = "pending"
    ACTIVE = "active"
    DISABLED = "disabled"


class NewDeployments(StrEnum):
    """What happens to a deployment that is met for the first time."""

    PENDING = "pending"
    AUTO = "auto"


class RegisteredBy(StrEnum):
    """How a registration came to be."""

    MANUAL = "manual"
    DYNAMIC = "dynamic"


class AddressUnusable(LtiExamsError):
    """An address of an LMS is one that we will not store or call."""

    code = "platform-address-unusable"


class MoveRefused(LtiExamsError):
    """A registration or a deployment is not in a state from which this may be done."""

    code = "platform-move-refused"


class PlatformUnknown(LtiExamsError):
    """No registration has this issuer and client id."""

    code = "platform-unknown"


class PlatformNotFound(LtiExamsError):
    """No registration has this number."""

    code = "platform-not-found"


class PlatformAmbiguous(LtiExamsError):
    """Several registrations share the issuer and the login named no client id."""

    code = "platform-ambiguous"


class PlatformPending(LtiExamsError):
    """The registration waits for a member of staff to approve it."""

    code = "platform-pending"


class PlatformDisabled(LtiExamsError):
    """A member of staff has switched the registration off."""

    code = "platform-disabled"


class DeploymentUnknown(LtiExamsError):
    """No deployment has this number."""

    code = "deployment-unknown"


class DeploymentPending(LtiExamsError):
    """The deployment waits for a member of staff to approve it."""

    code = "deployment-pending"


class DeploymentDisabled(LtiExamsError):
    """A member of staff has switched the deployment off."""

    code = "deployment-disabled"


class DeploymentIdUnusable(LtiExamsError):
    """A deployment id is empty, too long or not printable ASCII."""

    code = "deployment-id-unusable"


_FROM: dict[str, tuple[Status, ...]] = {
    "approve": (Status.PENDING,),
    "enable": (Status.DISABLED,),
    "disable": (Status.PENDING, Status.ACTIVE),
}
_TO = {"approve": Status.ACTIVE, "enable": Status.ACTIVE, "disable": Status.DISABLED}


def moved(status: str, act: str) -> str:
    """Return the state that an act leads to, for registrations and deployments alike."""
    if status not in _FROM.get(act, ()):
        raise MoveRefused(status=status, act=act)
    return _TO[act].value


def acts_from(status: str) -> list[str]:
    """Return what a member of staff may do in a state."""
    return [act for act, sources in _FROM.items() if status in sources]


def check_policy(policy: str) -> None:
    """Refuse a way of treating new deployments that is none."""
    if policy not in list(NewDeployments):
        raise MoveRefused(status="", act=policy)


def checked_address(url: str, *, field: str, allow_plain: bool) -> str:
    """Return an address that may be stored and called, or say which one may not be and why."""
    reason = _trouble_with(url, allow_plain=allow_plain)
    if reason:
        raise AddressUnusable(field=field, reason=reason)
    return url


def _trouble_with(url: str, *, allow_plain: bool) -> str:
    if not url:
        return "it is missing"
    if len(url) > LONGEST_URL:
        return "it is too long"
    if not is_printable_ascii(url):
        return "it holds a space or a character that no address has"
    origin = origin_of(url)
    if not origin or "#" in url:
        return "it cannot be read"
    return "" if allow_plain or origin.startswith("https://") else "it does not begin with https"


def is_printable_ascii(text: str) -> bool:
    """Tell whether text can travel in a URL or a header: no spaces, no control characters."""
    return all("!" <= character <= "~" for character in text)


def checked_deployment_id(deployment_id: str) -> str:
    """Return a deployment id of at most 255 ASCII characters, as LTI 1.3 core 5.3.3 wants it."""
    fits = 0 < len(deployment_id) <= LONGEST_DEPLOYMENT_ID
    if not fits or not all(" " <= character <= "~" for character in deployment_id):
        raise DeploymentIdUnusable()
    return deployment_id


_BARRED: dict[str, type[LtiExamsError]] = {
    Status.PENDING: PlatformPending,
    Status.DISABLED: PlatformDisabled,
}


def check_one_is_active(statuses: Sequence[str], *, issuer: str) -> None:
    """Refuse a login unless the first, and only the first, of its registrations is active."""
    if not statuses or statuses[0] == Status.REGISTERING:
        raise PlatformUnknown(issuer=issuer)
    if list(statuses[:2]) == [Status.ACTIVE, Status.ACTIVE]:
        raise PlatformAmbiguous(issuer=issuer)
    if statuses[0] != Status.ACTIVE:
        raise _BARRED[statuses[0]](issuer=issuer)


def check_deployment(status: str, *, deployment_id: str, platform: int) -> None:
    """Refuse a deployment that is not active."""
    if status == DeploymentStatus.PENDING:
        raise DeploymentPending(deployment_id=deployment_id, platform=platform)
    if status == DeploymentStatus.DISABLED:
        raise DeploymentDisabled(deployment_id=deployment_id, platform=platform)
