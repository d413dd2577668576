"""The pages of one run of the wizard; its plugin has addresses of its own."""

from django.urls import path

from lti_exams.web.qualifying.wizard import (
    compute,
    go_on_saving,
    leave_open,
    plugins,
    preview,
    save,
)

urlpatterns = [
    path("plugins", plugins, name="wizard-plugins"),
    path("preview", preview, name="wizard-preview"),
    path("compute", compute, name="wizard-compute"),
    path("open", leave_open, name="wizard-open"),
    path("save", save, name="wizard-save"),
    path("saving", go_on_saving, name="wizard-saving"),
]
