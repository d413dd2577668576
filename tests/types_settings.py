"""Settings under which mypy sees every model: the product's, and the sandbox's beside them."""

from config.settings.test import *  # noqa: F403
from config.settings.test import INSTALLED_APPS as PRODUCT

INSTALLED_APPS = [
    *PRODUCT,
    "lti_exams.sandbox.assessment",
    "lti_exams.sandbox.common.tool",
    "lti_exams.sandbox.lms",
    "lti_exams.sandbox.vendor",
]
