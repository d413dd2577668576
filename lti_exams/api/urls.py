"""The addresses of the REST API; docs/api.md tells what they are for."""

from django.urls import URLPattern, URLResolver, include, path

from lti_exams.api.description import docs, schema
from lti_exams.api.endpoints import attempts, courses, exams, time, tokens

Addresses = list[URLPattern | URLResolver]

_OF_AN_EXAM: Addresses = [
    path("apply-to-running", exams.ApplyToRunning.as_view(), name="api-apply-to-running"),
    path("history", exams.History.as_view(), name="api-exam-history"),
    path("summary", exams.Summary.as_view(), name="api-exam-summary"),
    path("mine", attempts.Mine.as_view(), name="api-mine"),
    path("attempts", attempts.ComeIn.as_view(), name="api-come-in"),
    path("access-token", tokens.ExamAccessToken.as_view(), name="api-exam-access-token"),
    path("extensions", time.Extensions.as_view(), name="api-extensions"),
    path("extensions/<int:extension>/undo", time.Undoing.as_view(), name="api-undo-extension"),
]
_OF_A_COURSE: Addresses = [
    path("configuration", courses.Configuration.as_view(), name="api-configuration"),
    path("onboarding", courses.Onboarding.as_view(), name="api-onboarding"),
    path("exams", exams.Exams.as_view(), name="api-exams"),
    path("exams/<int:exam>", exams.OneExam.as_view(), name="api-exam"),
    path("exams/<int:exam>/", include(_OF_AN_EXAM)),
    path("attempts", attempts.Attempts.as_view(), name="api-attempts"),
    path("accommodations", time.Accommodations.as_view(), name="api-accommodations"),
    path("accommodations/bulk", time.ManyAccommodations.as_view(), name="api-accommodations-bulk"),
    path(
        "accommodations/<int:accommodation>/withdraw",
        time.Withdrawal.as_view(),
        name="api-withdraw-accommodation",
    ),
]
_OF_AN_ATTEMPT: Addresses = [
    path("time", attempts.TimeOfAttempt.as_view(), name="api-attempt-time"),
    path("actions", attempts.Actions.as_view(), name="api-attempt-actions"),
    path("controls", attempts.Controls.as_view(), name="api-attempt-controls"),
    path("acknowledgement", attempts.Acknowledgement.as_view(), name="api-acknowledgement"),
]
_V1: Addresses = [
    path("me", courses.Me.as_view(), name="api-me"),
    path("vendors", courses.Vendors.as_view(), name="api-vendors"),
    path("courses", courses.Courses.as_view(), name="api-courses"),
    path("courses/<int:course>", courses.OneCourse.as_view(), name="api-course"),
    path("courses/<int:course>/", include(_OF_A_COURSE)),
    path("attempts/latest", attempts.LatestAttempt.as_view(), name="api-latest-attempt"),
    path("attempts/<int:attempt>", attempts.OneAttempt.as_view(), name="api-attempt"),
    path("attempts/<int:attempt>/", include(_OF_AN_ATTEMPT)),
]

urlpatterns = [
    path("v1/", include(_V1)),
    path("schema", schema, name="api-schema"),
    path("docs", docs, name="api-docs"),
]
