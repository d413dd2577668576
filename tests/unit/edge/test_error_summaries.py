"""What went wrong takes the focus, also within the page of an LMS."""

import re
from pathlib import Path

import lti_exams

TEMPLATES = Path(lti_exams.__file__).parent
SUMMARY = re.compile(r'<div class="error-summary"[^>]*>')


def test_every_summary_takes_the_focus_by_script() -> None:
    # In a frame of another site browsers do not heed `autofocus`: people would see the form again,
    # at its end, and nothing of what went wrong.
    found = [tag for file in TEMPLATES.rglob("*.html") for tag in SUMMARY.findall(file.read_text())]

    assert len(found) > 1
    assert all('data-module="focus-here"' in tag and 'tabindex="-1"' in tag for tag in found)
