import json
from io import StringIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.management import call_command
from django.utils import timezone
from jwt import get_unverified_header

from lti_exams.tools import api as tools
from lti_exams.trust import api as trust
from tests.factories.lms import rsa_key
from tests.factories.tools import FakeTool

pytestmark = pytest.mark.django_db

OPTIONS = {
    "kind": "proctoring",
    "name": "Hawkeye",
    "login_url": "https://vendor.example/login",
    "launch_url": "https://vendor.example/launch",
}


def run(command: str, **options: object) -> dict:
    said = StringIO()
    call_command(command, json=True, stdout=said, **options)
    return json.loads(said.getvalue())


class TestRegisterTool:
    def test_answers_what_the_maker_of_the_tool_needs(self) -> None:
        told = run("register_tool", **OPTIONS, jwks_url="https://vendor.example/jwks")

        tool = tools.by_client_id(told["client_id"])
        assert tool
        assert tool.is_active
        assert told == {
            "id": tool.pk,
            "client_id": tool.client_id,
            "deployment_id": tool.deployment_id,
            "issuer": "http://testserver",
            "authorize_url": "http://testserver/tools/authorize",
            "token_url": "http://testserver/tools/token",
            "jwks_url": "http://testserver/tools/jwks",
        }

    def test_takes_redirect_addresses(self) -> None:
        uris = ["https://vendor.example/a", "https://vendor.example/b"]

        run("register_tool", **OPTIONS, jwks_url="https://v.example/jwks", redirect_uri=uris)

        assert tools.Tool.objects.get().redirect_uris == uris

    def test_takes_a_public_key_from_a_file(self, tmp_path: Path) -> None:
        pem = (
            rsa_key("vendor")
            .public_key()
            .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        )
        (tmp_path / "key.pem").write_bytes(pem)

        run("register_tool", **OPTIONS, public_key_file=str(tmp_path / "key.pem"))

        tool, at = tools.Tool.objects.get(), timezone.now()
        (key,) = tool.key_set.document["keys"]
        vendor = FakeTool(tool, "vendor", key["kid"])
        told = tools.read_from_tool(
            vendor.sign(vendor.claims(now=at)),
            kind=tools.ToolKind.PROCTORING,
            audience=tools.issuer(),
            now=at,
        )
        assert told.tool == tool

    @pytest.mark.parametrize(
        "changes",
        [
            {"login_url": "nowhere", "jwks_url": "https://vendor.example/jwks"},
            {"public_key_file": "/no/such/file"},
        ],
    )
    def test_refuses_in_a_plain_sentence(self, changes: dict) -> None:
        said = StringIO()

        with pytest.raises(SystemExit):
            call_command("register_tool", json=True, stdout=said, **{**OPTIONS, **changes})

        assert json.loads(said.getvalue())["detail"]
        assert not tools.Tool.objects.exists()


class TestRotateKeys:
    def test_makes_a_new_key_for_tools(self) -> None:
        (made,) = run("rotate_keys", tools=True)["keys"]

        assert made["owner"] == tools.KEY_OWNER
        assert trust.key_pairs_of(tools.KEY_OWNER).get().kid == made["kid"]

    def test_makes_one_with_all_the_others(self) -> None:
        tools.public_keys(now=timezone.now())

        made = run("rotate_keys")["keys"]

        assert tools.KEY_OWNER in [key["owner"] for key in made]

    def test_signs_with_the_old_key_until_the_new_one_is_known(self, now) -> None:
        tools.public_keys(now=now)
        old = trust.key_pairs_of(tools.KEY_OWNER).get().kid

        trust.rotate(tools.KEY_OWNER, now=now)

        token = trust.sign({}, owner=tools.KEY_OWNER, now=now)
        assert get_unverified_header(token)["kid"] == old
