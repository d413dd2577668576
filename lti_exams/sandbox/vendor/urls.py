"""Hawkeye's addresses."""

from django.urls import include, path

from lti_exams.sandbox.vendor.views import checks, control, protocol, staff

urlpatterns = [
    path("", staff.index, name="index"),
    path("login", protocol.login),
    path("launch", protocol.receive),
    path("sessions/<uuid:key>", checks.show, name="session"),
    path("sessions/<uuid:key>/identity", checks.identity, name="identity"),
    path("sessions/<uuid:key>/room", checks.room, name="room"),
    path("sessions/<uuid:key>/begin", checks.begin, name="begin"),
    path("sessions/<uuid:key>/refuse", checks.refuse, name="refuse"),
    path("sessions/<uuid:key>/leave", checks.leave, name="leave"),
    path("proctor/<uuid:key>", staff.proctor, name="proctor"),
    path("misbehave", staff.misbehave, name="misbehave"),
    path("_control/misbehave", control.misbehave),
    path("_control/behave", control.behave),
    path("_control/sessions", control.list_sessions),
    path("_control/sessions/<uuid:key>/start-assessment", control.start_assessment),
    path("_control/acs", control.acs),
    path("_control/token", control.token),
    path("_control/rotate-key", control.rotate),
    path("", include("lti_exams.sandbox.common.tool.urls")),
]
