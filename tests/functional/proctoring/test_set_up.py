"""The page that explains how a vendor and its exam are set up leads to an exam that is guarded."""

import io
import json
import re
import shlex
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from lti_exams.journeys.access import Scope
from lti_exams.proctoring.models import Incident
from tests.factories.lms import Lms
from tests.factories.proctoring import guarded_exam, lti_vendor, seated
from tests.factories.rest import Hall, by_token

pytestmark = pytest.mark.django_db
PAGE = Path(settings.BASE_DIR, "docs", "vendors.md").read_text()


class TestTheDocument:
    def test_leads_from_the_command_to_the_form_that_goes_to_the_vendor(self, lms: Lms) -> None:
        (command,) = re.findall(r"^ +manage\.py (register_tool .+)$", PAGE, re.MULTILINE)
        hall, out = Hall.opened(lms), io.StringIO()
        name, *arguments = shlex.split(command)

        call_command(name, *arguments, "--json", stdout=out)
        exam = {"slug": "guarded", "title": "Guarded", "kind": "proctored"}
        told = {**exam, "vendor": "vendor:hawkeye"}
        made = by_token(Scope.EXAMS_WRITE).post(f"{hall.of_course}/exams", told).json()
        attempt = hall.learner.post(f"{hall.of_course}/exams/{made['id']}/attempts").json()["id"]
        passage = hall.learner.post(f"attempts/{attempt}/proctoring").json()

        assert passage["action"] == "https://vendor.example/login"
        assert passage["fields"]["client_id"] == json.loads(out.getvalue())["client_id"]


class TestWhereTheVendorKeepsItsEvidence:
    def test_is_sealed_in_the_database(self, lms: Lms) -> None:
        guard = lti_vendor()
        guarded_exam(lms, guard.vendor)
        seated(lms, guard).start()
        Incident.objects.create(
            attempt=seated(lms, guard).attempt(),
            vendor=guard.vendor,
            replay_key="1",
            action="flag",
            moment="2027-02-01T09:00:00Z",
            received_at="2027-02-01T09:00:00Z",
            links_document='["https://vendor.example/video/1"]',
        )

        with connection.cursor() as cursor:
            cursor.execute("SELECT links_document FROM proctoring_incident")
            (sealed,) = cursor.fetchone()

        assert "video" not in sealed
        assert Incident.objects.get().links == ["https://vendor.example/video/1"]
