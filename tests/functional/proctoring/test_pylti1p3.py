"""pylti1p3 plays the vendor, from the launch to the control service; PyJWT signs what it lacks."""

import json
import time
from uuid import uuid4

import jwt
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from lti_exams.proctoring import api as proctoring
from lti_exams.proctoring.models import Incident
from lti_exams.tools import api as tools
from tests.factories.lms import LTI, Lms, pem_of
from tests.factories.proctoring import MEDIA_TYPE, control_body, guarded_exam, post_start
from tests.factories.pylti1p3_vendor import AP, KEY, Pylti1p3Vendor
from tests.factories.sitting import at_a_seat
from tests.factories.tools import form_in

pytestmark = pytest.mark.django_db


def signed(vendor: Pylti1p3Vendor, sent: dict[str, object]) -> str:
    """Sign LtiStartAssessment as such a vendor would: with PyJWT, and the key that we know."""
    now, kid = int(time.time()), vendor.tool.key_set.document["keys"][0]["kid"]
    claims = {
        "iss": vendor.tool.client_id,
        "aud": settings.PUBLIC_ORIGIN,
        "iat": now,
        "exp": now + 300,
        "nonce": uuid4().hex,
        f"{LTI}message_type": "LtiStartAssessment",
        f"{LTI}version": "1.3.0",
        **{
            name: sent[name]
            for name in (
                f"{LTI}deployment_id",
                f"{LTI}resource_link",
                f"{AP}attempt_number",
                f"{AP}session_data",
            )
        },
    }
    return jwt.encode(claims, pem_of(KEY), algorithm="RS256", headers={"kid": kid})


class TestAVendorOnPylti1p3:
    def test_guards_an_exam_from_start_to_end(self, lms: Lms, browser: Client) -> None:
        vendor = Pylti1p3Vendor()
        guard = proctoring.vendor_of_tool(vendor.tool, by="test", now=timezone.now())
        guarded_exam(lms, guard)
        learner = at_a_seat(lms, browser)
        learner.do("come-in")

        action, fields = form_in(learner.send("proctoring"))
        begun = tools.Initiation(action=action, fields=fields)
        answer = browser.get("/tools/authorize", vendor.begin(begun))
        sent = vendor.launched_with(form_in(answer)[1])
        admitted = post_start(browser, signed(vendor, sent))
        learner.do("begin", honour="yes")
        body = json.dumps(control_body(sent, "terminate", incident_severity=0.7))
        ended = Client().post(
            "/proctoring/acs",
            body,
            content_type=f"{MEDIA_TYPE}; charset=UTF-8",
            headers={"authorization": f"Bearer {vendor.access_token(tools.ACS)}"},
        )

        assert admitted.status_code == 303
        assert ended.json()["status"] == "terminated"
        assert Incident.objects.get().severity == 7_000
        assert "handed in as it was" in learner.look()
