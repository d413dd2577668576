"""The addresses of the REST API; docs/api.md tells what they are for."""

from django.urls import URLPattern, URLResolver, include, path

from lti_exams.api import milestone_urls, qualification_urls
from lti_exams.api.description import docs, schema
from lti_exams.api.endpoints import (
    assessments,
    attempts,
    completions,
    courses,
    exams,
    grades,
    proctoring,
    profiles,
    reviews,
    summaries,
    time,
    tokens,
    tools,
    vendors,
)

Addresses = list[URLPattern | URLResolver]

# Django looks at one address after the other: what a hall full of learners asks for is first.
_OF_AN_EXAM: Addresses = [
    path("access-token", tokens.ExamAccessToken.as_view(), name="api-exam-access-token"),
    path("apply-to-running", exams.ApplyToRunning.as_view(), name="api-apply-to-running"),
    path("history", exams.History.as_view(), name="api-exam-history"),
    path("summary", exams.Summary.as_view(), name="api-exam-summary"),
    path("mine", attempts.Mine.as_view(), name="api-mine"),
    path("attempts", attempts.ComeIn.as_view(), name="api-come-in"),
    path("proctoring", vendors.ProctoringOfExam.as_view(), name="api-exam-proctoring"),
    path("questions", assessments.QuestionsOfExam.as_view(), name="api-exam-questions"),
    path("extensions", time.Extensions.as_view(), name="api-extensions"),
    path("extensions/<int:extension>/undo", time.Undoing.as_view(), name="api-undo-extension"),
]
_OF_A_COURSE: Addresses = [
    path("exams/<int:exam>/", include(_OF_AN_EXAM)),
    path("exams/<int:exam>", exams.OneExam.as_view(), name="api-exam"),
    path("exams", exams.Exams.as_view(), name="api-exams"),
    path("attempts", attempts.Attempts.as_view(), name="api-attempts"),
    path("configuration", courses.Configuration.as_view(), name="api-configuration"),
    path("vendor", vendors.VendorOfCourse.as_view(), name="api-course-vendor"),
    path("reviews", reviews.Reviews.as_view(), name="api-reviews"),
    path("proctors", reviews.Proctors.as_view(), name="api-proctors"),
    path("proctors/csv", reviews.ProctorsFromCsv.as_view(), name="api-proctors-csv"),
    path(
        "proctors/<int:proctor>/remove",
        reviews.RemovedProctor.as_view(),
        name="api-remove-proctor",
    ),
    path("onboarding", courses.Onboarding.as_view(), name="api-onboarding"),
    path("onboarding/learners", summaries.OnboardingOfAll.as_view(), name="api-onboarding-of-all"),
    path("summary", summaries.CourseSummary.as_view(), name="api-course-summary"),
    path("outcomes", grades.Outcomes.as_view(), name="api-outcomes"),
    path("outcomes/resend", grades.Resending.as_view(), name="api-resend"),
    path("outcomes/reconcile", grades.Reconciling.as_view(), name="api-reconcile"),
    path("links/<int:link>/column", grades.ColumnAnew.as_view(), name="api-column-anew"),
    path("outcomes/<int:outcome>", grades.OneOutcome.as_view(), name="api-outcome"),
    path("accommodations", time.Accommodations.as_view(), name="api-accommodations"),
    path("accommodations/bulk", time.ManyAccommodations.as_view(), name="api-accommodations-bulk"),
    path(
        "accommodations/<int:accommodation>/withdraw",
        time.Withdrawal.as_view(),
        name="api-withdraw-accommodation",
    ),
    *qualification_urls.of_a_course,
    *milestone_urls.of_a_course,
]
_OF_AN_ATTEMPT: Addresses = [
    path("time", attempts.TimeOfAttempt.as_view(), name="api-attempt-time"),
    path("actions", attempts.Actions.as_view(), name="api-attempt-actions"),
    path("controls", attempts.Controls.as_view(), name="api-attempt-controls"),
    path("proctoring", proctoring.Proctoring.as_view(), name="api-proctoring"),
    path("proctoring/end", proctoring.ProctoringEnd.as_view(), name="api-proctoring-end"),
    path("review", reviews.OneReview.as_view(), name="api-review"),
    path("review/decisions", reviews.Decisions.as_view(), name="api-review-decisions"),
    path("review/undo", reviews.UndoneDecision.as_view(), name="api-review-undo"),
    path("review/comments", reviews.Comments.as_view(), name="api-review-comments"),
    path(
        "review/comments/<int:comment>/remove",
        reviews.RemovedComment.as_view(),
        name="api-remove-comment",
    ),
    path("completion", completions.Completion.as_view(), name="api-completion"),
    path("score", completions.ScoreOfAttempt.as_view(), name="api-attempt-score"),
    path("score/ask", assessments.AskingAgain.as_view(), name="api-ask-for-score"),
    path("acknowledgement", attempts.Acknowledgement.as_view(), name="api-acknowledgement"),
]
_V1: Addresses = [
    path("attempts/<int:attempt>/", include(_OF_AN_ATTEMPT)),
    path("attempts/<int:attempt>", attempts.OneAttempt.as_view(), name="api-attempt"),
    path("attempts/latest", attempts.LatestAttempt.as_view(), name="api-latest-attempt"),
    path("courses/<int:course>/", include(_OF_A_COURSE)),
    path("courses/<int:course>", courses.OneCourse.as_view(), name="api-course"),
    path("courses", courses.Courses.as_view(), name="api-courses"),
    path("me", courses.Me.as_view(), name="api-me"),
    path("vendors", vendors.Vendors.as_view(), name="api-vendors"),
    path("vendors/<int:vendor>", vendors.OneVendor.as_view(), name="api-vendor"),
    path("vendors/<int:vendor>/switch", vendors.VendorSwitch.as_view(), name="api-vendor-switch"),
    path("vendors/<int:vendor>/secret", vendors.VendorSecret.as_view(), name="api-vendor-secret"),
    path("assessments", assessments.Assessments.as_view(), name="api-assessments"),
    path(
        "assessments/<int:assessment>",
        assessments.OneAssessment.as_view(),
        name="api-assessment",
    ),
    path(
        "assessments/<int:assessment>/secret",
        assessments.AssessmentSecret.as_view(),
        name="api-assessment-secret",
    ),
    path("profiles", profiles.Profiles.as_view(), name="api-profiles"),
    path(
        "profiles/<int:person>/withdraw",
        profiles.ProfileWithdrawal.as_view(),
        name="api-withdraw-profile",
    ),
    path("tools", tools.Tools.as_view(), name="api-tools"),
    path("tools/deletions", tools.Deletions.as_view(), name="api-tool-deletions"),
    path("tools/<int:tool>", tools.OneTool.as_view(), name="api-tool"),
    path("tools/<int:tool>/activation", tools.ToolActivation.as_view(), name="api-activation"),
    path("me/outcomes", grades.OwnOutcomes.as_view(), name="api-own-outcomes"),
    path(
        "platforms/<int:platform>/connection-test",
        grades.ConnectionTest.as_view(),
        name="api-connection-test",
    ),
    *qualification_urls.everywhere,
    *milestone_urls.of_everybody,
]

urlpatterns = [
    path("v1/", include(_V1)),
    path("schema", schema, name="api-schema"),
    path("docs", docs, name="api-docs"),
]
