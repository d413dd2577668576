"""Keys of others: fetched with care, parsed once, and used to verify what they signed."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256
from django.db.models import F, Q

from lti_exams.kernel import http
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.trust import rules
from lti_exams.trust.errors import KeysUnavailable, TokenRefused
from lti_exams.trust.models import KeySet

_PADDING = PKCS1v15()
_HASH = SHA256()
# Whoever finds a fetch under way waits for its answer this often and this long.
_LOOK_AGAIN_EVERY = 0.05
_LOOKS = 200
_LONGEST_FETCH = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class SignedToken:
    """Claims that a key of the expected signer vouches for. Only `verify` makes one."""

    header: dict[str, object]
    claims: dict[str, object]


Keys = dict[str, RSAPublicKey | None]
_parsed: dict[int, tuple[datetime | None, Keys]] = {}


def keep_key_set(url: str = "", *, document: dict[str, object] | None = None) -> KeySet:
    """Make the place where one registration's keys are kept: an address, or pasted keys."""
    return KeySet.objects.create(url=url, document=document or {})


def replace_key_set(
    key_set: KeySet, url: str = "", *, document: dict[str, object] | None = None
) -> None:
    """Read somebody's keys from another address from now on, or take those that were pasted."""
    key_set.url, key_set.document, key_set.trouble = url, document or {}, ""
    key_set.fetched_at = key_set.tried_at = None
    key_set.save()


def unverified_claims(token: str) -> dict[str, object]:
    """Read claims that nobody has vouched for, to learn whose keys would have to."""
    return rules.claims_of(rules.take_apart(token).payload)


def verify(token: str, key_set: KeySet, *, now: datetime) -> SignedToken:
    """Check a token's form, key and signature, and only then read its claims."""
    parts = rules.take_apart(token)
    key = _key_for(parts.kid, key_set, now=now)
    try:
        key.verify(parts.signature, parts.signing_input, _PADDING, _HASH)
    except InvalidSignature as error:
        raise TokenRefused("token-signature") from error
    return SignedToken(header=dict(parts.header), claims=rules.claims_of(parts.payload))


def _key_for(kid: str, key_set: KeySet, *, now: datetime) -> RSAPublicKey:
    if kid not in _keys_of(key_set):
        _ask_or_wait(key_set, now=now)
    elif rules.wants_refresh(fetched_at=key_set.fetched_at, now=now):
        _ask(key_set, now=now)
    if key_set.url and rules.are_too_old(fetched_at=key_set.fetched_at, now=now):
        raise KeysUnavailable(trouble=key_set.trouble)
    keys = _keys_of(key_set)
    if kid not in keys:
        raise TokenRefused("token-kid-unknown")
    if (key := keys[kid]) is None:
        raise TokenRefused("token-key-unusable")
    return key


def _keys_of(key_set: KeySet) -> Keys:
    """Return the parsed keys, parsing them when the stored document is newer than ours."""
    known = _parsed.get(key_set.pk)
    # Pasted keys were never fetched, so that nothing would tell that others were pasted since.
    if known is None or known[0] is None or known[0] != key_set.fetched_at:
        known = (key_set.fetched_at, _parse(key_set.document))
        _parsed[key_set.pk] = known
    return known[1]


def _parse(document: object) -> Keys:
    return {
        kid: RSAPublicNumbers(n=numbers.n, e=numbers.e).public_key() if numbers else None
        for kid, numbers in rules.rsa_keys(document).items()
    }


def refresh(key_set: KeySet, *, now: datetime) -> bool:
    """Fetch the keys whatever their age; tell whether they are fresh now."""
    KeySet.objects.filter(pk=key_set.pk).update(tried_at=now, trouble="")
    return _fetch_into(key_set, now=now)


def _ask_or_wait(key_set: KeySet, *, now: datetime) -> None:
    if not _ask(key_set, now=now):
        for _ in range(_LOOKS):
            if not _is_being_fetched(key_set, now=now):
                break
            time.sleep(_LOOK_AGAIN_EVERY)
        key_set.refresh_from_db()


def _ask(key_set: KeySet, *, now: datetime) -> bool:
    """Fetch the keys if it is time; of many at once, one does. An error keeps the old ones."""
    if not key_set.url or not rules.may_ask_again(tried_at=key_set.tried_at, now=now):
        return False
    mine = KeySet.objects.filter(pk=key_set.pk, tried_at=key_set.tried_at)
    if not mine.update(tried_at=now, trouble=""):
        return False
    _fetch_into(key_set, now=now)
    return True


def _fetch_into(key_set: KeySet, *, now: datetime) -> bool:
    key_set.tried_at = now
    try:
        document = _fetched(key_set.url)
    except LtiExamsError as error:
        key_set.trouble = error.refusal_code
        key_set.save(update_fields=["trouble"])
        return False
    key_set.document, key_set.fetched_at, key_set.trouble = document, now, ""
    key_set.save(update_fields=["document", "fetched_at", "trouble"])
    return True


def _fetched(url: str) -> object:
    answer = http.get(url, headers={"Accept": "application/json"})
    document = answer.json() if answer.status == 200 else None
    if not rules.is_key_set(document):
        raise KeysUnavailable(status=answer.status)
    return document


def _is_being_fetched(key_set: KeySet, *, now: datetime) -> bool:
    """Tell whether somebody asked after the last answer and has neither answer nor trouble yet.

    Whoever asked longer ago than any call may take was stopped, and nobody waits for them.
    """
    unanswered = Q(fetched_at=None) | Q(fetched_at__lt=F("tried_at"))
    asked = KeySet.objects.filter(pk=key_set.pk, trouble="", tried_at__gt=now - _LONGEST_FETCH)
    return asked.filter(unanswered).exists()
