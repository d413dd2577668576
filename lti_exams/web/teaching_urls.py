"""Pages of a launch for whoever teaches or assists in its course."""

from django.urls import path

from lti_exams.web.views import accommodations, attempts, deep_linking, exams

urlpatterns = [
    path("relink", exams.relink, name="relink"),
    path("deep-linking", deep_linking.pick, name="deep-linking"),
    path("deep-linking/new", deep_linking.make, name="deep-linking-new"),
    path("exams/", exams.exam_list, name="teacher-exams"),
    path("exams/new", exams.make, name="teacher-exam-new"),
    path("exams/<int:exam>/", exams.detail, name="teacher-exam"),
    path("exams/<int:exam>/edit", exams.edit, name="teacher-exam-edit"),
    path("exams/<int:exam>/apply", exams.apply_to_running, name="teacher-exam-apply"),
    path("exams/<int:exam>/place", exams.place, name="teacher-exam-place"),
    path("exams/<int:exam>/extend", exams.extend_everyone, name="teacher-exam-extend"),
    path(
        "exams/<int:exam>/extensions/<int:extension>/undo",
        exams.undo_extension,
        name="teacher-extension-undo",
    ),
    path("exams/<int:exam>/readiness", exams.readiness, name="teacher-readiness"),
    path("attempts/", attempts.attempt_list, name="teacher-attempts"),
    path("attempts/<int:attempt>/", attempts.attempt_page, name="teacher-attempt"),
    path("attempts/<int:attempt>/control", attempts.control, name="teacher-attempt-control"),
    path("accommodations/", accommodations.accommodation_list, name="teacher-accommodations"),
    path("accommodations/grant", accommodations.grant, name="teacher-grant"),
    path("accommodations/list", accommodations.grant_list, name="teacher-grant-list"),
    path(
        "accommodations/<int:accommodation>/withdraw",
        accommodations.withdraw,
        name="teacher-withdraw",
    ),
]
