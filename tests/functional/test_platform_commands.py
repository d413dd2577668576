import json
from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.utils import timezone

from lti_exams.platforms import api as platforms
from lti_exams.trust import api as trust

pytestmark = pytest.mark.django_db

OPTIONS = {
    "name": "Riverside University",
    "issuer": "https://lms.example",
    "client_id": "client-1",
    "auth_url": "https://lms.example/auth",
    "token_url": "https://lms.example/token",
    "jwks_url": "https://lms.example/jwks",
}


def _run(command: str, /, **options: object) -> dict:
    said = StringIO()
    call_command(command, json=True, stdout=said, **options)
    (line,) = said.getvalue().splitlines()
    return json.loads(line)


def _refusal(command: str, /, **options: object) -> dict:
    said = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command(command, json=True, stdout=said, **options)
    assert end.value.code == 1
    return json.loads(said.getvalue())


class TestRegisterPlatform:
    def test_answers_what_the_administrator_of_the_lms_needs(self) -> None:
        told = _run("register_platform", **OPTIONS)

        assert told == {
            "id": told["id"],
            "jwks_url": f"http://testserver/lti/jwks/{told['id']}",
            "login_url": "http://testserver/lti/login",
            "launch_url": "http://testserver/lti/launch",
        }

    def test_stores_every_deployment_and_the_audience(self) -> None:
        audience = "https://api.brightspace.com/auth/token"

        told = _run("register_platform", **OPTIONS, deployment=["1", "2"], token_audience=audience)

        platform = platforms.by_id(told["id"])
        assert platform.token_audience == audience
        assert [d.deployment_id for d in platforms.deployments_of(platform)] == ["1", "2"]

    def test_refuses_the_same_lms_again(self) -> None:
        _run("register_platform", **OPTIONS)

        assert _refusal("register_platform", **OPTIONS)["error"] == "platform-already-known"

    def test_refuses_an_address_that_is_none(self) -> None:
        refusal = _refusal("register_platform", **OPTIONS | {"jwks_url": "lms.example"})

        assert refusal["error"] == "platform-address-unusable"


class TestRotateKeys:
    def test_tells_the_new_key_of_every_registration(self) -> None:
        _run("register_platform", **OPTIONS)
        _run("register_platform", **OPTIONS | {"client_id": "client-2"})

        told = _run("rotate_keys")

        assert len(told["keys"]) == 2
        assert {key["kid"] for key in told["keys"]} <= _published()

    def test_tells_the_new_key_of_one(self) -> None:
        one = _run("register_platform", **OPTIONS)["id"]
        _run("register_platform", **OPTIONS | {"client_id": "client-2"})

        (key,) = _run("rotate_keys", platform=one)["keys"]

        assert key["owner"] == f"platform:{one}"

    def test_refuses_a_registration_that_does_not_exist(self) -> None:
        assert _refusal("rotate_keys", platform=99)["error"] == "platform-not-found"

    def test_seals_secrets_under_a_new_master_key(self, settings) -> None:
        _run("register_platform", **OPTIONS)
        settings.MASTER_KEYS = [Fernet.generate_key().decode(), *settings.MASTER_KEYS]

        assert _run("rotate_keys", master=True) == {"sealed_anew": 1}


def _published() -> set[str]:
    return {key["kid"] for key in trust.public_keys(None, now=timezone.now())["keys"]}
