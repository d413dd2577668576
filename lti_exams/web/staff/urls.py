from django.urls import path

from lti_exams.web.staff import invitation_pages, platform_pages
from lti_exams.web.staff.sign_in import SignIn, SignOut

urlpatterns = [
    path("sign-in", SignIn.as_view(), name="staff-login"),
    path("sign-out", SignOut.as_view(), name="staff-logout"),
    path("", platform_pages.home, name="staff-home"),
    path("platforms", platform_pages.platform_list, name="staff-platforms"),
    path("platforms/add", platform_pages.add, name="staff-platform-add"),
    path("platforms/<int:pk>", platform_pages.detail, name="staff-platform"),
    path("platforms/<int:pk>/sheet", platform_pages.sheet, name="staff-platform-sheet"),
    path("platforms/<int:pk>/decide", platform_pages.decide, name="staff-platform-decide"),
    path("platforms/<int:pk>/welcome", platform_pages.welcome, name="staff-platform-welcome"),
    path("platforms/<int:pk>/origins/add", platform_pages.bind_origin, name="staff-origin-add"),
    path(
        "platforms/<int:pk>/origins/remove",
        platform_pages.release_origin,
        name="staff-origin-remove",
    ),
    path("platforms/<int:pk>/rotate", platform_pages.rotate, name="staff-platform-rotate"),
    path(
        "deployments/<int:pk>/decide",
        platform_pages.decide_deployment,
        name="staff-deployment-decide",
    ),
    path("invitations", invitation_pages.invitation_list, name="staff-invitations"),
    path(
        "invitations/<int:pk>/withdraw", invitation_pages.withdraw, name="staff-invitation-withdraw"
    ),
]
