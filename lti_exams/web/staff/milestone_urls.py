from django.urls import path

from lti_exams.web.staff import milestone_pages

urlpatterns = [
    path("add", milestone_pages.add, name="staff-milestone-add"),
    path("<int:pk>/switch", milestone_pages.switch, name="staff-milestone-switch"),
    path("courses/<int:pk>", milestone_pages.course, name="staff-milestone-course"),
    path("requests", milestone_pages.request_list, name="staff-milestone-requests"),
    path(
        "courses/<int:course>/requests/<int:pk>",
        milestone_pages.answer,
        name="staff-milestone-answer",
    ),
]
