from datetime import datetime

import jwt
import pytest

from lti_exams.trust import api as trust
from tests.factories.lms import jwk_of, rsa_key

pytestmark = pytest.mark.django_db


def test_keys_that_are_pasted_anew_take_the_place_of_the_old(now: datetime) -> None:
    key_set = trust.keep_key_set(document={"keys": [jwk_of(rsa_key("lms"), "a")]})
    old = jwt.encode({}, rsa_key("lms"), algorithm="RS256", headers={"kid": "a"})
    new = jwt.encode({}, rsa_key("other"), algorithm="RS256", headers={"kid": "a"})
    trust.verify(old, key_set, now=now)

    key_set.document = {"keys": [jwk_of(rsa_key("other"), "a")]}
    key_set.save()

    assert trust.verify(new, key_set, now=now).claims == {}
    with pytest.raises(trust.TokenRefused):
        trust.verify(old, key_set, now=now)
