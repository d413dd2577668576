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
PROFILE = OpenApiExample(
    "A quarter more time in every exam, until the end of a year",
    value={
        "platform": 1,
        "sub": "student-17",
        "percent": 25,
        "exceptions": ["reader allowed"],
        "holds_until": "2027-09-30T22:00:00Z",
        "reason": "Agreed with the office.",
    },
    request_only=True,
)
EXTENSION = OpenApiExample(
    "Five minutes for everyone",
    value={"minutes": 5, "reason": "The fire alarm rang."},
    request_only=True,
)
TOOL = OpenApiExample(
    "A proctoring vendor that is told nobody's name",
    value={
        "kind": "proctoring",
        "name": "Hawkeye",
        "login_url": "https://vendor.example/login",
        "launch_url": "https://vendor.example/launch",
        "jwks_url": "https://vendor.example/jwks",
    },
    request_only=True,
)
COMPLETION = OpenApiExample(
    "Handed in and graded",
    value={
        "timestamp": "2027-02-01T10:31:02.480Z",
        "score": 17.5,
        "maximum": 20,
        "submitted_at": "2027-02-01T10:29:55Z",
        "evidence": {"url": "https://quiz.university.example/work/7"},
    },
    request_only=True,
)
SCORE = OpenApiExample(
    "A paper that was marked by hand",
    value={"score": 17.5, "maximum": 20, "reason": "Marked by the examiner."},
    request_only=True,
)
RESEND = OpenApiExample(
    "Everything that failed, in one exam", value={"which": "failed", "exam": 3}, request_only=True
)
VENDOR = OpenApiExample(
    "A vendor that speaks our REST",
    value={
        "slug": "watchful",
        "name": "Watchful",
        "way": "rest",
        "address": "https://watchful.example/api",
        "policy": {"second_above": 0.4, "reasons": {"8": {"words": "Two faces"}}},
    },
    request_only=True,
)
ASSESSMENT = OpenApiExample(
    "A page outside LTI",
    value={
        "name": "Quiz",
        "way": "outside",
        "slug": "quiz",
        "address": "https://quiz.university.example/exam",
        "ask_address": "https://quiz.university.example/asked",
        "patience_hours": 48,
    },
    request_only=True,
)
QUESTIONS = OpenApiExample(
    "Questions on a page outside, with extra credit",
    value={"assessment": "assessment:quiz", "allows_extra_credit": True},
    request_only=True,
)
RECONCILE = OpenApiExample("Only say what differs", value={"dry_run": True}, request_only=True)
VENDOR_CHOICE = OpenApiExample(
    "Another vendor, for the exams that are there as well",
    value={"vendor": "vendor:hawkeye", "for_exams": True},
    request_only=True,
)
VERDICT = OpenApiExample(
    "Verify", value={"verdict": "verify", "reason": "Seen from start to end."}, request_only=True
)
COMMENT = OpenApiExample(
    "A moment",
    value={"text": "Looks aside", "moment": "2027-02-01T09:12:00Z"},
    request_only=True,
)
