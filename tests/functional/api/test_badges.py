"""Badges as strangers verify them: by address alone, with jwcrypto, which signs nothing here."""

import gzip
import json
from base64 import urlsafe_b64decode
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from jwcrypto import jwk, jws

from lti_exams.milestones import api as milestones
from tests.factories import milestones as make
from tests.factories.milestones import BY
from tests.factories.rest import Hall, by_launch

pytestmark = pytest.mark.django_db


def fetched(address: str, settings: Any) -> bytes:
    """Return what lies at an address of ours, as anybody gets it."""
    answer = Client().get(address.removeprefix(settings.PUBLIC_ORIGIN))
    assert answer.status_code == 200, address
    assert answer["Access-Control-Allow-Origin"] == "*"
    return answer.content


def verified(token: str, settings: Any) -> dict[str, Any]:
    """Return what a token says, if the key at the address that it names signed it."""
    signed = jws.JWS()
    signed.deserialize(token)
    key = jwk.JWK.from_json(fetched(signed.jose_header["kid"], settings).decode())
    signed.verify(key, alg="RS256")
    return json.loads(signed.payload)


def is_revoked(badge: dict[str, Any], settings: Any) -> bool:
    status = badge["credentialStatus"]
    token = fetched(status["statusListCredential"], settings).decode()
    encoded = verified(token, settings)["credentialSubject"]["encodedList"][1:]
    bits = gzip.decompress(urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)))
    byte, bit = divmod(int(status["statusListIndex"]), 8)
    return bool(bits[byte] >> (7 - bit) & 1)


@pytest.fixture
def safety(hall: Hall) -> milestones.MilestoneValue:
    """A milestone that the learner of the hall reached."""
    goal = make.milestone(
        "safety",
        namespace=f"course:{hall.course.pk}",
        display_name="Lab safety",
        is_given_by_hand=True,
    )
    milestones.award([hall.learner.person.pk], [goal.key], by=BY, now=timezone.now())
    return goal


class TestABadge:
    def test_is_verified_by_addresses_alone_until_it_is_revoked(
        self, hall: Hall, safety: milestones.MilestoneValue, settings: Any
    ) -> None:
        told = hall.learner.get(f"me/milestones/{safety.key}/badge").json()
        badge = verified(told["credential"], settings)
        before = is_revoked(badge, settings)

        person = hall.learner.person.pk
        milestones.revoke([person], [safety.key], by=BY, now=timezone.now(), reason="A mistake.")

        assert (before, is_revoked(badge, settings)) == (False, True)

    def test_leads_to_its_issuer_and_to_what_it_is_for(
        self, hall: Hall, safety: milestones.MilestoneValue, settings: Any
    ) -> None:
        told = hall.learner.get(f"me/milestones/{safety.key}/badge").json()
        badge = verified(told["credential"], settings)

        issuer = json.loads(fetched(badge["issuer"]["id"], settings))
        achieved = badge["credentialSubject"]["achievement"]

        assert issuer == badge["issuer"]
        assert json.loads(fetched(achieved["id"], settings)) == achieved
        keys = json.loads(fetched(f"{settings.PUBLIC_ORIGIN}/badges/jwks", settings))
        assert len(keys["keys"]) == 1

    def test_is_handed_out_by_a_teacher_and_not_by_other_learners(
        self, hall: Hall, safety: milestones.MilestoneValue
    ) -> None:
        address = f"{hall.of_course}/people/{hall.learner.person.pk}/milestones/{safety.key}/badge"

        by_teacher = hall.teacher.get(address)
        by_another = by_launch(hall.lms, "learner", sub="boole").get(address)

        assert (by_teacher.status_code, by_another.status_code) == (200, 403)

    def test_of_what_somebody_never_reached_is_not_there(
        self, hall: Hall, safety: milestones.MilestoneValue
    ) -> None:
        answer = by_launch(hall.lms, "learner", sub="boole").get(
            f"me/milestones/{safety.key}/badge"
        )

        assert answer.status_code == 404


@pytest.mark.parametrize(
    "address", ["keys/none", f"status/{10**9}", "achievements/99999", f"achievements/{10**30}"]
)
def test_what_is_not_there_is_said_to_be_not_there(address: str) -> None:
    assert Client().get(f"/badges/{address}").status_code == 404
