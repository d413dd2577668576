"""Quill's addresses."""

from django.urls import include, path

from lti_exams.sandbox.assessment.views import control, protocol, sitting, staff

urlpatterns = [
    path("", staff.index, name="index"),
    path("login", protocol.login),
    path("launch", protocol.receive),
    path("choose/<uuid:key>", protocol.choose, name="choose"),
    path("outside/<slug:slug>", protocol.enter, name="outside"),
    path("sittings/<uuid:key>", sitting.show, name="sitting"),
    path("sittings/<uuid:key>/again", sitting.again, name="again"),
    path("sittings/<uuid:key>/tell", staff.tell, name="tell"),
    path("sittings/<uuid:key>/regrade", staff.regrade, name="regrade"),
    path("behaviour", staff.behaviour, name="behaviour"),
    path("_control/mode", control.mode),
    path("_control/misbehave", control.misbehave),
    path("_control/outside", control.configure_outside),
    path("_control/sittings", control.list_sittings),
    path("_control/hand-in", control.hand_in),
    path("_control/send", control.send),
    path("_control/regrade", control.regrade),
    path("", include("lti_exams.sandbox.common.tool.urls")),
]
