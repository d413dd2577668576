"""Addresses that every tool has beside its own."""

from django.urls import path

from lti_exams.sandbox.common.tool import views

urlpatterns = [
    path("jwks", views.jwks, name="jwks"),
    path("journal", views.journal_page, name="journal"),
    path("platforms", views.platform_page, name="platforms"),
    path("_control/journal", views.journal_document),
    path("_control/platform", views.control_platform),
    path("_control/reset", views.control_reset),
]
