"""Quill as a process, and our own server that it calls."""

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from lti_exams.assessments import api as assessments
from tests.factories.lms import Lms
from tests.factories.pages import OURS
from tests.factories.quill import Quill, Room
from tests.factories.sandbox import Counterpart, RunCounterpart


@pytest.fixture(scope="session")
def _quill(sandbox_process: RunCounterpart) -> Iterator[Counterpart]:
    with sandbox_process("assessment", host="127.0.0.3") as started:
        yield started


@pytest.fixture
def quill(
    _quill: Counterpart,
    live_server: LiveServer,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Quill:
    """The assessment tool with every switch thrown back; our server is where it can reach it."""
    settings.PUBLIC_ORIGIN = live_server.url
    # Our own pages are there too, and their forms say so.
    monkeypatch.setitem(OURS, "origin", live_server.url)
    return Quill.at(_quill.origin)


@pytest.fixture
def lms(quill: Quill, transactional_db: None) -> Lms:
    """An LMS that is registered with us, where our server is reached."""
    return Lms.registered()


@pytest.fixture
def tool(quill: Quill, lms: Lms) -> assessments.Assessment:
    """Quill as an LTI tool."""
    return quill.as_tool()


@pytest.fixture
def room(quill: Quill, lms: Lms, tool: assessments.Assessment) -> Room:
    """A learner whose exam has begun, with the questions in Quill."""
    return Room.at(quill, lms, tool)
