"""The addresses that tools and content servers call, to which we are the platform."""

from django.urls import path

from lti_exams.lti.tools import ags, authorisation, content, metadata, registration, tokens

urlpatterns = [
    path("authorize", authorisation.authorize, name="tools-authorize"),
    path("token", tokens.token, name="tools-token"),
    path("jwks", metadata.jwks, name="tools-jwks"),
    path(
        ".well-known/openid-configuration",
        metadata.openid_configuration,
        name="tools-openid-configuration",
    ),
    path("register", registration.register, name="tools-register"),
    path("content", content.chosen, name="tools-content"),
    path("ags/<slug:link>/lineitems", ags.line_items, name="tools-line-items"),
    path("ags/<slug:link>/lineitems/<int:item>", ags.line_item, name="tools-line-item"),
    path("ags/<slug:link>/lineitems/<int:item>/scores", ags.scores, name="tools-scores"),
    path("ags/<slug:link>/lineitems/<int:item>/results", ags.results, name="tools-results"),
]
