"""One Quill for all tests of this directory, and a platform of its own for each test."""

from collections.abc import Iterator

import pytest
import requests

from tests.factories.sandbox import Counterpart, RunCounterpart
from tests.sandbox.miniature.platform import MiniaturePlatform
from tests.sandbox.miniature.server import running_platform


@pytest.fixture(scope="session")
def quill(sandbox_process: RunCounterpart) -> Iterator[Counterpart]:
    """Run the assessment tool as a process."""
    with sandbox_process("assessment", host="127.0.0.3") as started:
        yield started


@pytest.fixture
def platform(quill: Counterpart) -> Iterator[MiniaturePlatform]:
    """Run a platform that the tool knows, with every switch of the tool thrown back."""
    requests.post(f"{quill.origin}/_control/reset", timeout=10)
    with running_platform(quill.origin) as platform:
        yield platform
