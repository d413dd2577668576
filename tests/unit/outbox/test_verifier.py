"""The verifier that our documentation gives to subscribers."""

import importlib.util
import json
import time
from pathlib import Path
from types import ModuleType

import pytest

from lti_exams.outbox.rules.signing import new_secret, signed_headers

PLACE = Path(__file__).resolve().parents[3] / "docs" / "examples" / "verify_webhook.py"
BODY = json.dumps({"type": "attempt.started"}).encode()


@pytest.fixture(scope="module")
def example() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_webhook", PLACE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TestTheVerifier:
    def test_takes_what_we_sign(self, example: ModuleType) -> None:
        secret = new_secret()
        headers = signed_headers(secret, key="1", at=int(time.time()), body=BODY)

        assert example.WebhookVerifier(secret).verify(headers, BODY) == json.loads(BODY)

    @pytest.mark.parametrize(
        "change",
        [
            {"webhook-id": "2"},
            {"webhook-signature": "v1,AAAA"},
            {"webhook-signature": "v1,ä"},
            {"webhook-signature": ""},
            {"webhook-timestamp": "yesterday"},
        ],
    )
    def test_refuses_what_was_changed(self, example: ModuleType, change: dict[str, str]) -> None:
        secret = new_secret()
        headers = signed_headers(secret, key="1", at=int(time.time()), body=BODY)

        with pytest.raises(example.NotGenuine):
            example.WebhookVerifier(secret).verify({**headers, **change}, BODY)

    def test_refuses_another_body_another_secret_and_another_day(self, example: ModuleType) -> None:
        secret, at = new_secret(), int(time.time())
        headers = signed_headers(secret, key="1", at=at, body=BODY)
        old = signed_headers(secret, key="1", at=at - 301, body=BODY)

        for verifier, told, body in (
            (example.WebhookVerifier(secret), headers, BODY + b" "),
            (example.WebhookVerifier(new_secret()), headers, BODY),
            (example.WebhookVerifier(secret), old, BODY),
        ):
            with pytest.raises(example.NotGenuine):
                verifier.verify(told, body)
