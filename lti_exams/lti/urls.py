from django.urls import path

from lti_exams.lti import registration, views

urlpatterns = [
    path("login", views.login, name="lti-login"),
    path("launch", views.launch, name="lti-launch"),
    path("continue", views.go_on, name="lti-continue"),
    path("beside", views.beside, name="lti-beside"),
    path("jwks", views.jwks, name="lti-jwks"),
    path("jwks/<int:platform>", views.jwks, name="lti-platform-jwks"),
    *registration.urlpatterns,
]
