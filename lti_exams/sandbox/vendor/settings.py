"""Hawkeye's own Django project."""

from lti_exams.sandbox.common import environment

SECRET_KEY = environment.secret_key()
ALLOWED_HOSTS = [environment.host()]
DATABASES = environment.databases("vendor")
ROOT_URLCONF = "lti_exams.sandbox.vendor.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"
USE_TZ = True
TIME_ZONE = "UTC"
LOGGING = environment.COMPLAINTS

INSTALLED_APPS = [
    "lti_exams.sandbox.vendor",
    "lti_exams.sandbox.common.tool",
    "django.contrib.staticfiles",
]

# No sessions: inside an iframe no cookie can be relied on, so every page has its key in its path.
# An answer that tells its length leaves the connection open for the next request.
APPEND_SLASH = False
MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",
    "lti_exams.sandbox.vendor.faults.FaultMiddleware",
    "lti_exams.sandbox.common.tool.middleware.RefusalMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["lti_exams.sandbox.vendor.house.house"]},
    }
]
