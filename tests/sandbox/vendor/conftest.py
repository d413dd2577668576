"""One Hawkeye for all tests of this directory, and a platform of its own for each test."""

from collections.abc import Iterator

import pytest
import requests

from tests.factories.sandbox import Counterpart, RunCounterpart
from tests.sandbox.miniature.platform import MiniaturePlatform
from tests.sandbox.miniature.server import running_platform


@pytest.fixture(scope="session")
def hawkeye(sandbox_process: RunCounterpart) -> Iterator[Counterpart]:
    """Run the vendor as a process."""
    with sandbox_process("vendor", host="127.0.0.2") as started:
        yield started


@pytest.fixture
def platform(hawkeye: Counterpart) -> Iterator[MiniaturePlatform]:
    """Run a platform that the vendor knows, with every switch of the vendor thrown back."""
    requests.post(f"{hawkeye.origin}/_control/reset", timeout=10)
    with running_platform(hawkeye.origin) as platform:
        yield platform
