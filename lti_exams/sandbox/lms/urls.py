"""Every address of the university."""

from django.urls import include, path

from lti_exams.sandbox.lms.platform import views as platform

urlpatterns = [
    path("", include("lti_exams.sandbox.lms.pages.urls")),
    path("_control/", include("lti_exams.sandbox.lms.control.urls")),
    path("lti/", include("lti_exams.sandbox.lms.services.urls")),
    path("lti/authorize", platform.authorize, name="authorize"),
    path("lti/jwks", platform.jwks, name="jwks"),
    path("lti/token", platform.token, name="token"),
    path("lti/register", platform.register, name="register"),
    path("lti/deep-links/<int:hint>", platform.deep_links, name="deep-links"),
    path(
        ".well-known/openid-configuration",
        platform.configuration,
        name="openid-configuration",
    ),
]
