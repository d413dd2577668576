"""The addresses of the staff pages about proctoring vendors."""

from django.urls import path

from lti_exams.web.staff import vendor_pages

urlpatterns = [
    path("add", vendor_pages.add, name="staff-vendor-add"),
    path("<slug:key>", vendor_pages.detail, name="staff-vendor"),
    path("<slug:key>/switch", vendor_pages.switch, name="staff-vendor-switch"),
    path("<slug:key>/secret", vendor_pages.secret, name="staff-vendor-secret"),
]
