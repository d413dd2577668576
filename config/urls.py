"""Every address of the product; section 6 of the design is a contract."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("lti/", include("lti_exams.lti.urls")),
    path("tools/", include("lti_exams.lti.tools.urls")),
    path("proctoring/", include("lti_exams.lti.proctoring")),
    path("badges/", include("lti_exams.lti.badges")),
    path("api/", include("lti_exams.api.urls")),
    path("staff/admin/", admin.site.urls),
    path("staff/", include("lti_exams.web.staff.urls")),
    path("", include("lti_exams.web.urls")),
    path("", include("lti_exams.ops.urls")),
]

handler400 = "lti_exams.edge.views.bad_request"
handler403 = "lti_exams.edge.views.permission_denied"
handler404 = "lti_exams.edge.views.page_not_found"
handler500 = "lti_exams.edge.views.server_error"
