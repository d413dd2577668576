"""The addresses of the peer, the same as ours."""

from django.urls import path

from benchmarks.peers.pylti1p3 import views

urlpatterns = [
    path("lti/login", views.login),
    path("lti/launch", views.launch, name="launch"),
    path("launches/<str:key>/", views.opened, name="opened"),
]
