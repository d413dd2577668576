"""Hawkeye's server breaks, dawdles and falls silent on demand."""

import time

import pytest
import requests

from tests.sandbox.miniature.platform import MiniaturePlatform


def fetched(platform: MiniaturePlatform, path: str, patience: float = 10) -> requests.Response:
    """Fetch one of the vendor's addresses."""
    return requests.get(f"{platform.tool}{path}", timeout=patience)


class TestServer:
    @pytest.mark.parametrize("path", ["/login", "/launch", "/jwks"])
    def test_answers_500(self, platform: MiniaturePlatform, path: str) -> None:
        platform.control("misbehave", {"name": "http-500"})

        assert fetched(platform, path).status_code == 500

    def test_answers_late(self, platform: MiniaturePlatform) -> None:
        platform.control("misbehave", {"name": "slow", "with": {"seconds": 0.5}})
        before = time.monotonic()

        answer = fetched(platform, "/jwks")

        assert answer.status_code == 200
        assert time.monotonic() - before >= 0.5

    def test_never_answers(self, platform: MiniaturePlatform) -> None:
        platform.control("misbehave", {"name": "never-answers"})

        with pytest.raises(requests.ReadTimeout):
            fetched(platform, "/jwks", patience=0.5)

    def test_hangs_up(self, platform: MiniaturePlatform) -> None:
        platform.control("misbehave", {"name": "hangs-up"})

        with pytest.raises(requests.ConnectionError):
            fetched(platform, "/jwks")

    def test_breaks_for_its_keys_only(self, platform: MiniaturePlatform) -> None:
        platform.control("misbehave", {"name": "keys-500"})

        assert fetched(platform, "/jwks").status_code == 500
        assert platform.login()["client_id"] == platform.client_id

    def test_publishes_no_keys(self, platform: MiniaturePlatform) -> None:
        platform.control("misbehave", {"name": "keys-empty"})

        assert fetched(platform, "/jwks").json() == {"keys": []}

    def test_leaves_its_control_api_alone(self, platform: MiniaturePlatform) -> None:
        platform.control("misbehave", {"name": "http-500"})

        assert platform.control("misbehave", {"name": None}).status_code == 200
        assert fetched(platform, "/jwks").status_code == 200
