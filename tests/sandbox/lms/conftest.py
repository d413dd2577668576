"""One started LMS for all tests of it, founded anew before each."""

from collections.abc import Iterator

import pytest

from tests.factories.university import University

from .visiting_tool import VisitingTool


@pytest.fixture(scope="session")
def lms_origin(sandbox_process) -> Iterator[str]:
    with sandbox_process("lms", host="localhost") as lms:
        yield lms.origin


@pytest.fixture
def lms(lms_origin: str) -> University:
    university = University(lms_origin)
    university.reset()
    return university


@pytest.fixture(scope="session")
def tool_server() -> Iterator[VisitingTool]:
    with VisitingTool.listening() as tool:
        yield tool


@pytest.fixture
def tool(tool_server: VisitingTool, lms: University) -> VisitingTool:
    """A tool that the administrator has just installed."""
    tool_server.install_at(lms)
    return tool_server
