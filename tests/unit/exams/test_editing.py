from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lti_exams.exams.rules.editing import Definition, ExamRefused, check_definition, faults
from lti_exams.exams.rules.kinds import Kind

NINE = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def definition(**changes: Any) -> Definition:
    return Definition(**({"slug": "final", "title": "Final", "kind": Kind.TIMED} | changes))


def faulty(**changes: Any) -> list[str]:
    return [field for field, _ in faults(definition(**changes))]


class TestADefinition:
    @pytest.mark.parametrize(
        "changes",
        [
            {},
            {"limit_seconds": None, "attempts_allowed": None, "pause_limit_seconds": None},
            {"slug": "block-v1:edX+DemoX+2023+type@sequential+block@a1"},
            {"kind": Kind.PROCTORED, "vendor": "tool:12"},
            {"kind": Kind.PRACTICE},
            {"kind": Kind.PRACTICE, "vendor": "tool:12"},
            {"opens_at": NINE, "due_at": NINE + HOUR, "closes_at": NINE + HOUR},
            {"grace_seconds": 0},
        ],
    )
    def test_that_makes_sense_is_taken(self, changes: dict[str, Any]) -> None:
        check_definition(definition(**changes))

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"limit_seconds": -1}, "limit_seconds"),
            ({"limit_seconds": 0}, "limit_seconds"),
            ({"limit_seconds": 10**9}, "limit_seconds"),
            ({"grace_seconds": -1}, "grace_seconds"),
            ({"attempts_allowed": 0}, "attempts_allowed"),
            ({"maximum_points": 0}, "maximum_points"),
            ({"pause_limit_seconds": 0}, "pause_limit_seconds"),
            ({"slug": ""}, "slug"),
            ({"slug": "a/b"}, "slug"),
            ({"slug": "a\n"}, "slug"),
            ({"slug": "x" * 256}, "slug"),
            ({"title": "  "}, "title"),
            ({"title": "x" * 256}, "title"),
            ({"instructions": "x" * 20_001}, "instructions"),
            ({"review_policy": "\x00"}, "review_policy"),
            ({"opens_at": NINE, "closes_at": NINE}, "closes_at"),
            ({"opens_at": NINE, "due_at": NINE - HOUR}, "due_at"),
            ({"due_at": NINE, "closes_at": NINE - HOUR}, "closes_at"),
            ({"due_at": NINE.replace(tzinfo=None)}, "due_at"),
            ({"closes_at": NINE.replace(year=2999)}, "closes_at"),
            ({"kind": Kind.PROCTORED}, "vendor"),
            ({"kind": Kind.ONBOARDING}, "vendor"),
            ({"kind": Kind.TIMED, "vendor": "tool:1"}, "vendor"),
            ({"kind": Kind.PROCTORED, "vendor": "tool"}, "vendor"),
            ({"assessment": "a tool: 1"}, "assessment"),
        ],
    )
    def test_that_makes_none_is_refused_by_its_field(
        self, changes: dict[str, Any], field: str
    ) -> None:
        assert faulty(**changes) == [field]

    def test_is_told_all_its_faults_at_once(self) -> None:
        with pytest.raises(ExamRefused) as refused:
            check_definition(definition(slug="", title="", limit_seconds=-1))

        assert [field for field, _ in refused.value.values["faults"]] == [
            "slug",
            "title",
            "limit_seconds",
        ]
