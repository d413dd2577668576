"""Django's settings of the sandbox LMS; they know nothing of the product's."""

from pathlib import Path

from lti_exams.sandbox.common import environment

HERE = Path(__file__).parent

SECRET_KEY = environment.secret_key()
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", environment.host()]
DATABASES = environment.databases("lms")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "lti_exams.sandbox.lms",
]
# An answer that tells its length leaves the connection open for the next request.
APPEND_SLASH = False
MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",
    "lti_exams.sandbox.lms.clock.ClockMiddleware",
    "lti_exams.sandbox.lms.faults.middleware.FaultMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "lti_exams.sandbox.lms.pages.people.VisitorMiddleware",
]
ROOT_URLCONF = "lti_exams.sandbox.lms.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["lti_exams.sandbox.lms.pages.people.visitor"],
        },
    }
]
STATIC_URL = "/static/"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"

# All three counterparts may share a host name, and cookies do not know ports.
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_NAME = "riverside_session"
CSRF_COOKIE_NAME = "riverside_csrf"
