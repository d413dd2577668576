"""What helps to test a plugin: a university in one call, and tests that nobody may forget."""

from lti_exams.qualifications.testing.helper import TestHelper
from lti_exams.qualifications.testing.mixin import QualifiesForExamPluginTestMixin

__all__ = ["QualifiesForExamPluginTestMixin", "TestHelper"]
