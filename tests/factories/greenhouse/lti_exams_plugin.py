from django.urls import reverse

from lti_exams.qualifications.registry import qualifiesforexam_plugins
from tests.factories.greenhouse.views import verify

qualifiesforexam_plugins.add(
    id="greenhouse",
    url=reverse("greenhouse"),
    title="Greenhouse",
    description="Does <strong>this</strong> and <em>that</em>.",
    post_statussave=verify,
    uses_settings=True,
)
