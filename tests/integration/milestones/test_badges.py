"""Badges are verified with jwcrypto: another library than the one that signs them."""

import gzip
import json
from base64 import urlsafe_b64decode
from datetime import datetime, timedelta
from typing import Any

import pytest
from jwcrypto import jwk, jws

from lti_exams.milestones import api as milestones
from tests.conftest import NOW
from tests.factories import milestones as make
from tests.factories.milestones import BY

ISSUER = milestones.Issuer(origin="https://exams.example", name="Riverside University")
DAY = timedelta(days=1)


def verified(token: str) -> dict[str, Any]:
    """Return what a token says, if one of our published keys signed it."""
    keys = jwk.JWKSet.from_json(json.dumps(milestones.badge_keys(now=NOW)))
    signed = jws.JWS()
    signed.deserialize(token)
    where, _, name = signed.jose_header["kid"].rpartition("/")
    assert where == "https://exams.example/badges/keys"
    key = keys.get_key(name)
    assert key is not None
    signed.verify(key, alg="RS256")
    return json.loads(signed.payload)


def is_revoked(badge: dict[str, Any], *, now: datetime) -> bool:
    """Read the bit of a badge as Bitstring Status List 1.0 section 3.2 says."""
    status = badge["credentialStatus"]
    number = int(status["statusListCredential"].rpartition("/")[2])
    told = verified(milestones.revocation_list(number, ISSUER, now=now))
    assert told["id"] == status["statusListCredential"]
    encoded = told["credentialSubject"]["encodedList"]
    assert encoded[0] == "u"
    bits = gzip.decompress(urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4)))
    assert len(bits) * 8 >= 131_072
    byte, bit = divmod(int(status["statusListIndex"]), 8)
    return bool(bits[byte] >> (7 - bit) & 1)


@pytest.fixture
def goal(person: int) -> milestones.MilestoneValue:
    """A milestone that the person earned."""
    goal = make.milestone("mosses", display_name="Knows mosses")
    make.gives(make.course(), goal, holds_for_days=30)
    make.completed(person, make.course())
    return goal


def badge(person: int, goal: milestones.MilestoneValue) -> dict[str, Any]:
    return verified(milestones.issue_badge(person, goal.key, ISSUER, now=NOW))


class TestABadge:
    def test_says_what_was_reached_when_and_until_when(
        self, person: int, goal: milestones.MilestoneValue
    ) -> None:
        told = badge(person, goal)

        assert told["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
        assert told["credentialSubject"]["achievement"]["name"] == "Knows mosses"
        assert (told["validFrom"], told["validUntil"]) == (
            "2027-02-01T09:00:00Z",
            "2027-03-03T09:00:00Z",
        )

    def test_says_the_same_in_its_claims(
        self, person: int, goal: milestones.MilestoneValue
    ) -> None:
        told = badge(person, goal)

        assert (told["iss"], told["jti"]) == (told["issuer"]["id"], told["id"])
        assert told["sub"] == told["credentialSubject"]["id"]
        assert told["exp"] - told["nbf"] == 30 * 86_400

    def test_is_the_same_badge_whenever_it_is_asked_for(
        self, person: int, goal: milestones.MilestoneValue
    ) -> None:
        assert badge(person, goal)["id"] == badge(person, goal)["id"]

    def test_names_nobody(self, person: int, goal: milestones.MilestoneValue) -> None:
        assert "Ada" not in json.dumps(badge(person, goal))

    def test_is_not_for_what_was_waived(self, person: int) -> None:
        one = make.milestone()
        milestones.waive([person], [one.key], by=BY, now=NOW, reason="Done elsewhere.")

        with pytest.raises(milestones.NoSuchAward):
            badge(person, one)


class TestTheListOfWhatIsRevoked:
    def test_has_a_bit_for_a_badge_once_it_is_revoked(
        self, person: int, goal: milestones.MilestoneValue
    ) -> None:
        told = badge(person, goal)
        assert not is_revoked(told, now=NOW)

        milestones.revoke([person], [goal.key], by=BY, now=NOW, reason="A mistake.")

        assert is_revoked(told, now=NOW)

    def test_has_one_when_it_is_over(self, person: int, goal: milestones.MilestoneValue) -> None:
        assert is_revoked(badge(person, goal), now=NOW + 30 * DAY)

    def test_has_none_for_others(
        self, people: list[int], person: int, goal: milestones.MilestoneValue
    ) -> None:
        milestones.award(people, [goal.key], by=BY, now=NOW)
        badges = [badge(one, goal) for one in people]
        milestones.revoke(people[:1], [goal.key], by=BY, now=NOW, reason="A mistake.")

        assert [is_revoked(one, now=NOW) for one in badges] == [True] + [False] * 9
