"""docs/milestones.md says what is true."""

import re
from pathlib import Path

from django.urls import get_resolver

from lti_exams.milestones import api as milestones
from lti_exams.milestones import signals

PAGE = (Path(__file__).parents[3] / "docs" / "milestones.md").read_text()


def test_every_function_that_it_names_is_there() -> None:
    table = PAGE[PAGE.index("| edx-milestones |") :]
    ours = {
        name for line in table.splitlines() for name in re.findall(r"`(\w+)`", line.split("|")[2])
    }

    assert ours - {"links_follow", "lacked_by"} <= set(milestones.__all__)


def test_every_signal_is_on_it() -> None:
    told = {name for name, value in vars(signals).items() if type(value) is signals.Signal}

    assert told == {name for name in told if f"`{name}`" in PAGE}


def test_every_address_of_badges_is_on_it() -> None:
    (badges,) = (one for one in get_resolver().url_patterns if str(one.pattern) == "badges/")

    for one in badges.url_patterns:
        assert f"/badges/{str(one.pattern).partition('<')[0]}" in PAGE
