"""The addresses of the department's pages."""

from django.urls import path

from lti_exams.web.staff import department_pages

urlpatterns = [
    path("", department_pages.department, name="staff-department"),
    path("deadlines", department_pages.make_deadline, name="staff-deadline-make"),
    path(
        "deadlines/<int:deadline>/remove",
        department_pages.remove_deadline,
        name="staff-deadline-remove",
    ),
    path("act", department_pages.act, name="staff-department-act"),
]
