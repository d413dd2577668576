"""The addresses of the staff pages about tools."""

from django.urls import path

from lti_exams.web.staff import people_pages, tool_pages

urlpatterns = [
    path("add", tool_pages.add, name="staff-tool-add"),
    path("rotate", tool_pages.rotate, name="staff-tools-rotate"),
    path("invitations", tool_pages.invitation_list, name="staff-tool-invitations"),
    path(
        "invitations/<int:pk>/withdraw",
        tool_pages.withdraw,
        name="staff-tool-invitation-withdraw",
    ),
    path("people", people_pages.people, name="staff-people"),
    path("people/<int:pk>", people_pages.person, name="staff-person"),
    path("<int:pk>", tool_pages.detail, name="staff-tool"),
    path("<int:pk>/edit", tool_pages.edit, name="staff-tool-edit"),
    path("<int:pk>/decide", tool_pages.decide, name="staff-tool-decide"),
]
