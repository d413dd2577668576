"""Awards as Open Badges 3.0 credentials, and the list that says which of them hold no more. Pure.

The payloads of JSON Web Tokens, as Open Badges 3.0 section 8.2 and the W3C's Bitstring Status List
1.0 ask for them.
"""

import gzip
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
# The least that the specification allows: whose bit is asked for is hidden among so many.
LIST_SIZE = 131_072


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who issues badges: our origin, and the name of the university."""

    origin: str
    name: str

    @property
    def id(self) -> str:
        return f"{self.origin}/badges/issuer"

    @property
    def keys_at(self) -> str:
        """Return the address below which each key lies: a reader follows the `kid` of a token."""
        return f"{self.origin}/badges/keys/"

    def list_url(self, number: int) -> str:
        return f"{self.origin}/badges/status/{number}"

    def profile(self) -> dict[str, object]:
        return {"id": self.id, "type": ["Profile"], "name": self.name, "url": self.origin}


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """One badge: what it is for, whose, since and until when, and its place in the lists."""

    key: UUID
    place: int
    person: int
    milestone: int
    title: str
    description: str
    reached_at: datetime
    until: datetime | None


def credential(badge: Issued, issuer: Issuer) -> dict[str, object]:
    """Return what is signed: the credential, and the claims of a token that say it again."""
    holder = uuid5(NAMESPACE_URL, f"{issuer.origin}/people/{badge.person}").urn
    claims: dict[str, object] = {
        "@context": list(CONTEXTS),
        "id": badge.key.urn,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": issuer.profile(),
        "name": badge.title,
        "validFrom": _written(badge.reached_at),
        "credentialSubject": {
            "id": holder,
            "type": ["AchievementSubject"],
            "achievement": achievement(
                issuer, key=badge.milestone, title=badge.title, description=badge.description
            ),
        },
        "credentialStatus": _status(badge.place, issuer),
        "iss": issuer.id,
        "jti": badge.key.urn,
        "sub": holder,
        "nbf": int(badge.reached_at.timestamp()),
    }
    if badge.until is not None:
        claims |= {"validUntil": _written(badge.until), "exp": int(badge.until.timestamp())}
    return claims


def achievement(issuer: Issuer, *, key: int, title: str, description: str) -> dict[str, object]:
    """Return what a badge is for."""
    told = description or title
    return {
        "id": f"{issuer.origin}/badges/achievements/{key}",
        "type": ["Achievement"],
        "name": title,
        "description": told,
        "criteria": {"narrative": told},
    }


def _status(place: int, issuer: Issuer) -> dict[str, object]:
    number, index = divmod(place, LIST_SIZE)
    url = issuer.list_url(number)
    return {
        "id": f"{url}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": url,
    }


def status_list(
    number: int, revoked: Iterable[int], issuer: Issuer, *, now: datetime
) -> dict[str, object]:
    """Return what is signed of a list: one bit for each place, set where a badge is revoked."""
    url = issuer.list_url(number)
    return {
        "@context": [CONTEXTS[0]],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.profile(),
        "validFrom": _written(now),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(revoked),
        },
        "iss": issuer.id,
        "jti": url,
        "sub": f"{url}#list",
        "nbf": int(now.timestamp()),
    }


def encoded(places: Iterable[int]) -> str:
    """Return bits as the specification writes them: the first at the left, gzip, multibase."""
    bits = bytearray(LIST_SIZE // 8)
    for place in places:
        byte, bit = divmod(place % LIST_SIZE, 8)
        bits[byte] |= 0x80 >> bit
    # Without a time in it the same list is the same text.
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + urlsafe_b64encode(packed).decode().rstrip("=")


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
