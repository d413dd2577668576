from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from lti_exams.kernel.prepared import Asked, Question
from lti_exams.platforms.models import Deployment, Invitation, Platform
from lti_exams.platforms.rules import (
    DeploymentStatus,
    DeploymentUnknown,
    PlatformNotFound,
    PlatformUnknown,
    Status,
    check_one_is_active,
    is_printable_ascii,
)


def _of_issuer() -> QuerySet[Platform]:
    of_issuer = Platform.objects.filter(issuer=Asked("issuer"))
    return of_issuer.exclude(status=Status.REGISTERING).order_by("status", "id")


# "active" sorts before every other status, so that two rows tell all there is to know.
_first_two = Question(lambda: _of_issuer()[:2])
_first_two_of_client = Question(lambda: _of_issuer().filter(client_id=Asked("client_id"))[:2])
_by_id = Question(lambda: Platform.objects.select_related("key_set").filter(pk=Asked("pk")))


def find_for_login(issuer: str, client_id: str | None) -> Platform:
    """Return the one active registration that a login names, in one statement."""
    if not is_printable_ascii(issuer + (client_id or "")):
        raise PlatformUnknown(issuer=issuer)
    if client_id:
        found = _first_two_of_client.rows(issuer=issuer, client_id=client_id)
    else:
        found = _first_two.rows(issuer=issuer)
    check_one_is_active([platform.status for platform in found], issuer=issuer)
    return found[0]


def by_id(pk: int) -> Platform:
    """Return a registration with its key set."""
    try:
        return Platform.objects.select_related("key_set").get(pk=pk)
    except (Platform.DoesNotExist, OverflowError) as error:
        raise PlatformNotFound(id=pk) from error


def active_by_id(pk: int) -> Platform:
    """Return a registration that may launch, with its key set."""
    platform = _by_id.one(pk=pk)
    if platform is None:
        raise PlatformNotFound(id=pk)
    check_one_is_active([platform.status], issuer=platform.issuer)
    return platform


def all_platforms() -> QuerySet[Platform]:
    """Return every finished registration, with how many deployments it has and how many wait."""
    waiting = Count("deployments", filter=Q(deployments__status=DeploymentStatus.PENDING))
    finished = Platform.objects.exclude(status=Status.REGISTERING)
    return finished.annotate(deployment_count=Count("deployments"), waiting_count=waiting)


def waiting_platforms() -> QuerySet[Platform]:
    """Return the registrations that a member of staff must approve."""
    return Platform.objects.filter(status=Status.PENDING)


def waiting_deployments() -> QuerySet[Deployment]:
    """Return the deployments that a member of staff must approve."""
    waiting = Deployment.objects.filter(status=DeploymentStatus.PENDING)
    return waiting.select_related("platform")


def deployments_of(platform: Platform) -> QuerySet[Deployment]:
    return platform.deployments.order_by("id")


def deployment_by_id(pk: int) -> Deployment:
    """Return a deployment with its registration."""
    try:
        return Deployment.objects.select_related("platform").get(pk=pk)
    except (Deployment.DoesNotExist, OverflowError) as error:
        raise DeploymentUnknown(id=pk) from error


def the_only_deployment_id(platform: Platform) -> str | None:
    """Return the id of the registration's deployment when there is exactly one that is active."""
    active = platform.deployments.filter(status=DeploymentStatus.ACTIVE)
    ids = list(active.values_list("deployment_id", flat=True)[:2])
    return ids[0] if len(ids) == 1 else None


def key_owners() -> Iterable[str]:
    """Return the names under which the finished registrations keep their key pairs."""
    finished = Platform.objects.exclude(status=Status.REGISTERING).order_by("id")
    return [platform.key_owner for platform in finished]


def invitations() -> QuerySet[Invitation]:
    """Return the invitations, newest first, with who made them and who used them."""
    return Invitation.objects.select_related("created_by", "used_by")
