"""A plugin of somebody else's, installed from a package of its own: the ancestor's examples run."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as configured
from django.test import Client, TestCase, modify_settings, override_settings
from django.utils import timezone

from lti_exams.qualifications import api as qualifications
from lti_exams.qualifications.models import Run
from lti_exams.qualifications.shelf.registry import Registry
from lti_exams.qualifications.testing import QualifiesForExamPluginTestMixin, TestHelper
from tests.factories.final_lists import Class, Wizard, decided, rows_of
from tests.factories.pages import text_of

APP = "tests.factories.greenhouse"
OURS = {"origin": "http://testserver"}
READY = qualifications.Saving(state=qualifications.State.READY)


@pytest.fixture(autouse=True)
def _installed() -> Iterator[None]:
    """Install the package, as an administrator does: INSTALLED_APPS, addresses, and the list."""
    registry = qualifications.qualifiesforexam_plugins
    list(registry)
    with (
        modify_settings(INSTALLED_APPS={"append": APP}),
        override_settings(
            ROOT_URLCONF=f"{APP}.urls",
            QUALIFIESFOREXAM_PLUGINS=["greenhouse", *configured.QUALIFIESFOREXAM_PLUGINS],
        ),
    ):
        assert apps.is_installed(APP)
        registry._discovered = False
        yield
    registry._plugins.pop("greenhouse", None)
    _forget_module()


def _forget_module() -> None:
    """Let the package be discovered anew by the next test."""
    import sys

    sys.modules.pop(f"{APP}.lti_exams_plugin", None)


class TestGreenhouse(TestCase, QualifiesForExamPluginTestMixin):
    def setUp(self) -> None:
        self.testhelper = TestHelper()
        self.testhelper.add(
            nodes="uni:admin(uniadmin)",
            subjects=["sub"],
            periods=["p1:admin(periodadmin):begins(-3):ends(6)"],
            assignments=["a1", "a2"],
            assignmentgroups=[
                "gstudent1:candidate(student1):examiner(examiner1)",
                "gstudent2:candidate(student2):examiner(examiner1)",
            ],
            deadlines=["d1:ends(10)"],
        )
        self.period = self.testhelper.sub_p1

    def run_of(self, user: Any = None) -> Run:
        made = self.create_run(user)
        return qualifications.choose_plugin(made, "greenhouse")

    def post(self, run: Run, user: Any = None, path: str = "/greenhouse/", **headers: str) -> Any:
        browser = Client()
        if user is not None:
            browser.force_login(user)
        asked = "&".join(f"{name}={value}" for name, value in self.plugin_input(run).items())
        return browser.post(f"{path}?{asked}", headers=OURS | headers)

    def test_perms_as_periodadmin(self) -> None:
        """Whoever teaches comes by a launch; see the tests of the wizard's pages."""
        teacher = self.testhelper.periodadmin
        assert teacher.memberships.get(course=self.period).roles == ["Instructor"]

    def test_perms_as_nodeadmin(self) -> None:
        user = self.testhelper.uniadmin
        assert self.post(self.run_of(user), user).status_code == 302

    def test_perms_as_superuser(self) -> None:
        user = self.testhelper.superuser
        assert self.post(self.run_of(user), user).status_code == 302

    def test_perms_as_nobody(self) -> None:
        assert self.post(self.run_of(self.testhelper.uniadmin)).status_code == 403

    def test_perms_as_somebody_else_with_the_same_rights(self) -> None:
        run = self.run_of(self.testhelper.uniadmin)
        assert self.post(run, self.testhelper.superuser).status_code == 403

    def test_perms_of_another_site(self) -> None:
        user = self.testhelper.uniadmin
        assert self.post(self.run_of(user), user, origin="https://evil.example").status_code == 403

    def test_invalid_period(self) -> None:
        user = self.testhelper.uniadmin
        run = self.run_of(user)
        run.period_id += 1
        assert self.post(run, user).status_code == 404

    def test_finds_those_who_passed_everything(self) -> None:
        passed = {"grade": "B", "points": 86, "is_passing_grade": True}
        failed = {"grade": "F", "points": 97, "is_passing_grade": False}
        self.create_feedbacks(
            (self.testhelper.sub_p1_a1_gstudent1, passed),
            (self.testhelper.sub_p1_a2_gstudent1, failed),
            (self.testhelper.sub_p1_a1_gstudent2, passed),
            (self.testhelper.sub_p1_a2_gstudent2, passed),
        )
        user = self.testhelper.uniadmin
        run = self.run_of(user)

        answer = self.post(run, user)
        saved = qualifications.save_run(Run.objects.get(pk=run.pk), READY, now=timezone.now())

        assert answer["Location"] == f"/qualification/runs/{run.key}/preview"
        told = saved.status.students.values_list("relatedstudent__person__sub", "qualifies")
        assert dict(told) == {"student1": False, "student2": True}

    def test_verifies_inside_the_save(self) -> None:
        user = self.testhelper.uniadmin
        run = self.run_of(user)
        self.post(run, user)
        passed = {"points": 86, "is_passing_grade": True}
        for number in (1, 2):
            group = getattr(self.testhelper, f"sub_p1_a{number}_gstudent1")
            self.create_feedbacks((group, passed))

        with pytest.raises(qualifications.PluginResultsFailedVerification):
            qualifications.save_run(Run.objects.get(pk=run.pk), READY, now=timezone.now())

        assert not qualifications.statuses_of(self.period).exists()

    def test_is_given_nobody_of_another_course(self) -> None:
        """The simple example lets 1, 2 and 3 pass, whoever they are."""
        user = self.testhelper.uniadmin
        run = self.run_of(user)
        learner = self.create_relatedstudent("student1")

        self.post(run, user, path="/simple/")

        run.refresh_from_db()
        assert set(run.output) <= {1, 2, 3} & {learner.pk, *self._learners()}

    def _learners(self) -> set[int]:
        return set(self.period.memberships.values_list("pk", flat=True))

    def test_stays_readable_when_it_is_no_longer_offered(self) -> None:
        user = self.testhelper.uniadmin
        run = self.run_of(user)
        self.post(run, user)
        saved = qualifications.save_run(Run.objects.get(pk=run.pk), READY, now=timezone.now())

        registry = Registry(discovers=False)

        assert registry.find(saved.status.plugin) is None
        assert qualifications.decisions_of(saved.status).count() == 2
        with pytest.raises(qualifications.PluginUnknown):
            registry.offered("greenhouse")


class TestTheMixin:
    def test_lets_nobody_forget_the_tests_of_permissions(self) -> None:
        mixin = QualifiesForExamPluginTestMixin()

        for name in ("periodadmin", "nodeadmin", "superuser", "nobody"):
            with pytest.raises(NotImplementedError):
                getattr(mixin, f"test_perms_as_{name}")()
        with pytest.raises(NotImplementedError):
            mixin.test_invalid_period()


class TestInTheWizard:
    """A teacher comes by a launch, and the plugin's page is shown in the wizard's own look."""

    @pytest.mark.django_db
    def test_is_gone_through_from_the_list_of_plugins_to_a_saved_list(self, school: Class) -> None:
        wizard = Wizard.begun(school.teacher)
        page = wizard.teacher.browser.get(wizard.choose("greenhouse"))
        assert "Nothing has to be filled in here." in text_of(page)
        assert "frame-ancestors https://lms.example" in page["Content-Security-Policy"]

        shown = wizard.tell(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"])
        assert shown["Location"] == f"{wizard.home}preview"
        rows = rows_of(wizard.see("preview"))
        assert "Qualifies by what the plugin found" in rows["Ada"]
        wizard.send("save", status="ready", message="")

        assert decided(school) == {"Ada": True, "Ben": False, "Cem": False}
