"""The addresses of milestones: those of a course, and those of whoever asks."""

from django.urls import URLPattern, URLResolver, path

from lti_exams.api.endpoints import awards, events, gates, milestones

Addresses = list[URLPattern | URLResolver]

of_a_course: Addresses = [
    path("milestones", milestones.Milestones.as_view(), name="api-milestones"),
    path("milestones/<int:milestone>", milestones.OneMilestone.as_view(), name="api-milestone"),
    path(
        "milestones/<int:milestone>/remove",
        milestones.RemovedMilestone.as_view(),
        name="api-remove-milestone",
    ),
    path("requirements", milestones.Requirements.as_view(), name="api-requirements"),
    path("requirements/groups", milestones.Groups.as_view(), name="api-requirement-groups"),
    path("requirements/what-if", gates.WhatIf.as_view(), name="api-what-if"),
    path(
        "requirements/export", events.ExportedRequirements.as_view(), name="api-export-requirements"
    ),
    path(
        "requirements/import", events.ImportedRequirements.as_view(), name="api-import-requirements"
    ),
    path(
        "requirements/import/preview",
        events.PreviewedImport.as_view(),
        name="api-preview-requirements",
    ),
    path("requirements/remove-all", awards.RemovedCourse.as_view(), name="api-remove-requirements"),
    path(
        "requirements/<int:requirement>/remove",
        milestones.RemovedRequirement.as_view(),
        name="api-remove-requirement",
    ),
    path("fulfilments", milestones.Fulfilments.as_view(), name="api-fulfilments"),
    path(
        "fulfilments/<int:fulfilment>/remove",
        milestones.RemovedFulfilment.as_view(),
        name="api-remove-fulfilment",
    ),
    path("prerequisites", milestones.Prerequisites.as_view(), name="api-prerequisites"),
    path("completion-rule", milestones.CompletionRule.as_view(), name="api-completion-rule"),
    path("completed", awards.CourseCompleted.as_view(), name="api-course-completed"),
    path("awards", awards.Decisions.as_view(), name="api-awards"),
    path(
        "people/<int:person>/milestones",
        awards.RecordOfPerson.as_view(),
        name="api-milestones-of-person",
    ),
    path(
        "people/<int:person>/milestones/<int:milestone>/badge",
        awards.BadgeOfPerson.as_view(),
        name="api-badge-of-person",
    ),
    path("gate", gates.Gate.as_view(), name="api-gate"),
    path("gate/reviews", gates.Reviews.as_view(), name="api-gate-reviews"),
    path("gate/reviews/<int:review>/answer", gates.Answer.as_view(), name="api-gate-answer"),
]
of_everybody: Addresses = [
    path("relation-kinds", milestones.Kinds.as_view(), name="api-relation-kinds"),
    path("completions", events.Completions.as_view(), name="api-completions"),
    path("me/milestones", awards.OwnRecord.as_view(), name="api-own-milestones"),
    path("me/milestones/<int:milestone>/badge", awards.OwnBadge.as_view(), name="api-own-badge"),
]
