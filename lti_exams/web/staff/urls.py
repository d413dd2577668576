from django.urls import include, path

from lti_exams.web.staff import (
    assessment_pages,
    connection_pages,
    invitation_pages,
    milestone_pages,
    outbox_pages,
    platform_pages,
    profile_pages,
    token_pages,
    tool_pages,
    vendor_pages,
)
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
    path("platforms/<int:pk>/connection", connection_pages.connection, name="staff-connection"),
    path("platforms/<int:pk>/grades", connection_pages.settle, name="staff-grades-settle"),
    path("platforms/<int:pk>/rotate", platform_pages.rotate, name="staff-platform-rotate"),
    path(
        "deployments/<int:pk>/decide",
        platform_pages.decide_deployment,
        name="staff-deployment-decide",
    ),
    path("profiles", profile_pages.profile_list, name="staff-profiles"),
    path("profiles/<int:pk>", profile_pages.profile, name="staff-profile"),
    path("profiles/<int:pk>/withdraw", profile_pages.withdraw, name="staff-profile-withdraw"),
    path("outbox", outbox_pages.outbox_page, name="staff-outbox"),
    path("outbox/", include("lti_exams.web.staff.outbox_urls")),
    path("assessments", assessment_pages.assessment_list, name="staff-assessments"),
    path("assessments/add", assessment_pages.add, name="staff-assessment-add"),
    path("assessments/<int:pk>", assessment_pages.detail, name="staff-assessment"),
    path(
        "assessments/<int:pk>/secret",
        assessment_pages.renew_secret,
        name="staff-assessment-secret",
    ),
    path("milestones", milestone_pages.milestone_list, name="staff-milestones"),
    path("milestones/", include("lti_exams.web.staff.milestone_urls")),
    path("department/", include("lti_exams.web.staff.department_urls")),
    path("tokens", token_pages.token_list, name="staff-tokens"),
    path("tokens/<int:pk>/revoke", token_pages.revoke, name="staff-token-revoke"),
    path("vendors", vendor_pages.vendor_list, name="staff-vendors"),
    path("vendors/", include("lti_exams.web.staff.vendor_urls")),
    path("tools", tool_pages.tool_list, name="staff-tools"),
    path("tools/", include("lti_exams.web.staff.tool_urls")),
    path("invitations", invitation_pages.invitation_list, name="staff-invitations"),
    path(
        "invitations/<int:pk>/withdraw", invitation_pages.withdraw, name="staff-invitation-withdraw"
    ),
]
