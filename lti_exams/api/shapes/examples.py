"""What requests look like, for those who read the description of the API."""

from drf_spectacular.utils import OpenApiExample

_FINAL = {
    "slug": "final",
    "title": "Final exam",
    "kind": "timed",
    "limit_seconds": 5400,
    "opens_at": "2027-02-01T08:00:00Z",
    "due_at": "2027-02-01T18:00:00Z",
    "attempts_allowed": 1,
}
EXAM = OpenApiExample("A timed exam of 90 minutes", value=_FINAL, request_only=True)
EXAMS = OpenApiExample(
    "The exams of a term",
    value={"exams": [_FINAL], "deactivate_missing": True},
    request_only=True,
)
COME_IN = OpenApiExample(
    "Come in with a password", value={"password": "told in the hall"}, request_only=True
)
ACTION = OpenApiExample("Hand in", value={"action": "submit"}, request_only=True)
CONTROL = OpenApiExample(
    "Ten minutes more",
    value={"control": "extend", "seconds": 600, "reason": "The lights went out."},
    request_only=True,
)
GRANT = OpenApiExample(
    "A quarter more time in one exam",
    value={"sub": "student-17", "exam": 3, "percent": 25, "reason": "Agreed with the office."},
    request_only=True,
)
GRANTS = OpenApiExample(
    "Two people at once",
    value={
        "grants": [
            {"sub": "student-17", "exam": 3, "percent": 25, "reason": "Agreed."},
            {"sub": "student-18", "minutes": 30, "reason": "Agreed, in every exam."},
        ]
    },
    request_only=True,
)
EXTENSION = OpenApiExample(
    "Five minutes for everyone",
    value={"minutes": 5, "reason": "The fire alarm rang."},
    request_only=True,
)
