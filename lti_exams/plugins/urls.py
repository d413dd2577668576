"""Where the shipped plugins ask what they ask."""

from django.urls import path

from lti_exams.plugins.pages import manual, views
from lti_exams.plugins.pages.advanced import Advanced

urlpatterns = [
    path("approved-all", views.ApprovedAll.as_view(), name="plugin-approved-all"),
    path("approved-subset", views.ApprovedSubset.as_view(), name="plugin-approved-subset"),
    path("points", views.Points.as_view(), name="plugin-points"),
    path("manual", manual.Manual.as_view(), name="plugin-manual"),
    path("milestones", views.Milestones.as_view(), name="plugin-milestones"),
    path("advanced", Advanced.as_view(), name="plugin-advanced"),
    path("earlier", views.Earlier.as_view(), name="plugin-earlier"),
]
