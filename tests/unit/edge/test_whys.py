"""What is wrong with a value is told in the language of whoever reads it, and to programs as is."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lti_exams.edge import refusals
from lti_exams.edge.wording.whys import WHYS
from lti_exams.kernel.errors import LtiExamsError

HOUSE = Path(refusals.__file__).parents[1]
NAMED = re.compile(r'(?:why=|_must\(\s*"\w+",\s*)"([^"]+)"')


@pytest.mark.parametrize("room", ["rosters", "results", "qualifications"])
def test_every_fault_that_a_room_names_has_words(room: str) -> None:
    named = {
        why for file in (HOUSE / room).rglob("*.py") for why in NAMED.findall(file.read_text())
    }

    assert named
    assert named <= WHYS.keys()


def test_people_read_the_words_and_programs_the_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusals, "WHYS", {"it is empty": "sie ist leer"})
    error = LtiExamsError("results-file-refused", why="it is empty")

    told = refusals.tell(error, reference="", at=datetime(2027, 2, 1, tzinfo=UTC))

    assert "sie ist leer" in told.what
    assert told.members["why"] == "it is empty"
