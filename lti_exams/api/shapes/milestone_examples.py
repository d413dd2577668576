"""Examples of what programs send about milestones."""

from typing import Any

from drf_spectacular.utils import OpenApiExample


def _example(name: str, value: dict[str, Any]) -> OpenApiExample:
    return OpenApiExample(name, value=value, request_only=True)


MILESTONE = _example("A milestone of the course", {"name": "safety", "display_name": "Lab safety"})
REQUIREMENT = _example(
    "60 % of something, for an exam",
    {"subject": "exam:12", "milestone": 7, "condition": {"minimum_score": 60}},
)
GROUP = _example(
    "Two of three", {"mode": "at-least", "count": 2, "milestones": [7, 8, 9], "subject": "course"}
)
FULFILMENT = _example(
    "An exam gives it for a year",
    {"subject": "exam:12", "milestone": 7, "holds_for_days": 365, "when_lost": "take-back"},
)
PREREQUISITES = _example(
    "This course needs that one", {"subject": "course", "needed": [{"subject": "course:5"}]}
)
RULE = _example(
    "Completed by 60 % in an exam",
    {"rule": {"ask": "completed", "about": {"subject": "exam:12", "minimum_score": 600_000}}},
)
DECISION = _example(
    "Waive",
    {"people": [3], "milestones": [7], "verdict": "waive", "reason": "Done at another place."},
)
COURSE_COMPLETED = _example(
    "By the word of staff", {"people": [3], "reason": "By the board of examiners."}
)
ANSWER = _example("Let past", {"lets_past": True, "reply": "Your certificate is enough."})
WISH = _example("Another limit", {"subject": "course", "changed": {"4": {"minimum_score": 50}}})
EVENTS = _example(
    "Two events",
    {
        "completions": [
            {
                "event": "lab-7/2027-02-01/ada",
                "course": 5,
                "subject": "content-item:lab-7",
                "sub": "ada",
                "at": "2027-02-01T09:00:00Z",
            },
            {
                "event": "course-5/ada",
                "course": 5,
                "subject": "course",
                "sub": "ada",
                "at": "2027-02-01T10:00:00Z",
                "score": 82.5,
            },
        ]
    },
)
IMPORT = _example(
    "An export of the last term",
    {
        "document": {"version": 1, "course": "5", "requirements": [], "fulfilments": []},
        "subjects": {"exam:12": "31"},
    },
)
