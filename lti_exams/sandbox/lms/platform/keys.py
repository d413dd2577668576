"""The university's own signing keys."""

from datetime import datetime

from lti_exams.sandbox.common import jose
from lti_exams.sandbox.lms.models import PlatformKey


def signing_key() -> jose.SigningKey:
    """Return the key that signs today."""
    return jose.key_from_pem(PlatformKey.objects.all()[0].pem)


def published() -> dict[str, list[dict[str, str]]]:
    """Return the key set that tools may read."""
    return {"keys": [jose.key_from_pem(key.pem).public_jwk for key in PlatformKey.objects.all()]}


def rotate(*, now: datetime, forget_old: bool = False) -> jose.SigningKey:
    """Sign with a new key from now on; old ones stay published unless they are to be forgotten."""
    if forget_old:
        PlatformKey.objects.all().delete()
    key = jose.new_key()
    PlatformKey.objects.create(kid=key.kid, pem=jose.key_to_pem(key), created_at=now)
    return key
