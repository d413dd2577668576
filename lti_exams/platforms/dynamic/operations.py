from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from lti_exams.kernel.origins import origins_of
from lti_exams.platforms.dynamic.rules import Configuration, RegistrationAnswer
from lti_exams.platforms.models import Platform
from lti_exams.platforms.operations import PlatformAlreadyKnown, add_deployments
from lti_exams.platforms.rules import RegisteredBy, Status
from lti_exams.trust import api as trust

_UNFINISHED_FOR = timedelta(hours=1)


@transaction.atomic
def begin_registration(configuration: Configuration, *, now: datetime) -> Platform:
    """Keep a place for an LMS that has not answered yet, so that its keys have an address."""
    _forget_unfinished(now=now)
    urls = (configuration.auth_url, configuration.token_url, configuration.jwks_url)
    return Platform.objects.create(
        name=f"{configuration.family} {configuration.host}".strip()[:200],
        issuer=configuration.issuer,
        auth_url=configuration.auth_url,
        token_url=configuration.token_url,
        token_audience=configuration.token_audience,
        key_set=trust.keep_key_set(configuration.jwks_url),
        family=configuration.family,
        status=Status.REGISTERING,
        registered_by=RegisteredBy.DYNAMIC,
        origins=list(origins_of(configuration.issuer, *urls)),
        warnings=list(configuration.warnings),
        created_at=now,
    )


def finish_registration(platform: Platform, answer: RegistrationAnswer, *, now: datetime) -> None:
    """Store what the LMS calls us; the registration then waits for approval.

    An issuer and client id that are known already are not taken over.
    """
    platform.client_id, platform.status = answer.client_id, Status.PENDING.value
    try:
        with transaction.atomic():
            platform.save(update_fields=["client_id", "status"])
    except IntegrityError as error:
        raise PlatformAlreadyKnown(issuer=platform.issuer, client_id=answer.client_id) from error
    add_deployments(platform, answer.deployment_ids, now=now)


def _forget_unfinished(*, now: datetime) -> None:
    """Clear away registrations during which the service was stopped."""
    old = Platform.objects.filter(status=Status.REGISTERING, created_at__lt=now - _UNFINISHED_FOR)
    for platform in old.select_related("key_set"):
        abandon_registration(platform)


@transaction.atomic
def abandon_registration(platform: Platform) -> None:
    """Forget an LMS that did not accept us, with the keys that were made for it."""
    trust.key_pairs_of(platform.key_owner).delete()
    key_set = platform.key_set
    Platform.objects.filter(pk=platform.pk, status=Status.REGISTERING).delete()
    key_set.delete()
