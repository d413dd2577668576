"""The addresses of what decisions about the final exam are made from, and what becomes of them."""

from django.urls import path

from lti_exams.api.endpoints import departments, qualifications, results, runs

of_a_course = [
    path("roster", results.Roster.as_view(), name="api-roster"),
    path("roster/members", results.Members.as_view(), name="api-roster-members"),
    path("roster/drift", results.Drift.as_view(), name="api-roster-drift"),
    path("columns", results.Columns.as_view(), name="api-columns"),
    path("columns/<int:column>", results.OneColumn.as_view(), name="api-column"),
    path("columns/<int:column>/switch", results.ColumnSwitch.as_view(), name="api-column-switch"),
    path("results", results.Results.as_view(), name="api-results"),
    path("gradebook/read", results.GradebookReading.as_view(), name="api-gradebook-read"),
    path("plugins", qualifications.Plugins.as_view(), name="api-plugins"),
    path("runs", runs.Runs.as_view(), name="api-runs"),
    path("runs/<slug:run>", runs.OneRun.as_view(), name="api-run"),
    path("runs/<slug:run>/save", runs.RunSaving.as_view(), name="api-run-save"),
    path("statuses", qualifications.Statuses.as_view(), name="api-statuses"),
    path("statuses/<int:status>", qualifications.OneStatus.as_view(), name="api-status"),
    path(
        "statuses/<int:status>/decisions",
        qualifications.StatusDecisions.as_view(),
        name="api-decisions",
    ),
    path(
        "statuses/<int:status>/changes",
        qualifications.StatusChanges.as_view(),
        name="api-status-changes",
    ),
    path(
        "statuses/<int:status>/exports",
        qualifications.StatusExports.as_view(),
        name="api-status-exports",
    ),
]
everywhere = [
    path("statuses", departments.StatusesAfter.as_view(), name="api-statuses-after"),
    path("statuses/news", departments.News.as_view(), name="api-news"),
    path("department", departments.Department.as_view(), name="api-department"),
    path("deadlines", departments.Deadlines.as_view(), name="api-deadlines"),
    path(
        "deadlines/<int:deadline>/remove",
        departments.DeadlineRemoval.as_view(),
        name="api-deadline-remove",
    ),
    path("deadlines/tie", departments.Tying.as_view(), name="api-deadlines-tie"),
]
