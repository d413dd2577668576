"""Our side of the race: the product as it is deployed, with production's settings."""

from django.core.management import call_command
from django.utils import timezone

from benchmarks.launches_race import lms as theirs
from lti_exams.platforms import api as platforms
from lti_exams.trust import api as trust


def register(lms: theirs.Lms) -> None:
    """Register the LMS as a member of staff does; its keys were fetched just now."""
    call_command("collectstatic", verbosity=0, interactive=False)
    now = timezone.now()
    platform = platforms.register(
        platforms.NewRegistration(
            name="Riverside University",
            issuer=theirs.ISSUER,
            client_id=theirs.CLIENT_ID,
            auth_url=theirs.AUTH_URL,
            token_url=theirs.TOKEN_URL,
            jwks_url=f"{theirs.ISSUER}/api/lti/security/jwks",
            deployments=(theirs.DEPLOYMENT_ID,),
        ),
        now=now,
    )
    fetched = trust.KeySet.objects.filter(pk=platform.key_set_id)
    fetched.update(document=lms.key_set(), fetched_at=now, tried_at=now)
