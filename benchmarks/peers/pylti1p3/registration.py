"""The LMS in pylti1p3's own Django store."""

import json

from pylti1p3.contrib.django.lti1p3_tool_config.models import LtiTool, LtiToolKey

from benchmarks.launches_race import lms as theirs


def register(lms: theirs.Lms) -> None:
    """Register the LMS; its keys are in the row, so that neither it nor a cache is asked for them.

    The tool's own key is not needed to be launched.
    """
    LtiTool.objects.create(
        title="Riverside University",
        issuer=theirs.ISSUER,
        client_id=theirs.CLIENT_ID,
        auth_login_url=theirs.AUTH_URL,
        auth_token_url=theirs.TOKEN_URL,
        key_set=json.dumps(lms.key_set()),
        deployment_ids=json.dumps([theirs.DEPLOYMENT_ID]),
        tool_key=LtiToolKey.objects.create(name="unused", private_key="unused"),
    )
