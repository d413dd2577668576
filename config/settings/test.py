"""The tests: a database file of their own, or the server that DATABASE_URL names."""

import os
import tempfile
from pathlib import Path

from cryptography.fernet import Fernet

from config.env import env
from config.settings.base import *  # noqa: F403
from config.settings.base import INSTALLED_APPS as APPS
from config.settings.base import SQLITE_OPTIONS, database
from lti_exams.kernel.logs import configure_logs

# Looks at the migrations before they are applied anywhere (`make migrations`).
INSTALLED_APPS = [*APPS, "django_migration_linter"]
DEBUG = False
SECRET_KEY = "for-tests-only"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
PUBLIC_ORIGIN = "http://testserver"
MASTER_KEYS = [Fernet.generate_key().decode()]
HTTP_ALLOWED_NETWORKS = ["127.0.0.0/8", "::1/128"]
HTTP_ALLOW_PLAIN = True
DEMO_IS_ALLOWED = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

_url = env.str("DATABASE_URL", default="")
# A run has a name of its own, so that two runs on one machine do not share a database.
_run = env.str("TEST_RUN", default=str(os.getpid()))
if _url:
    DATABASES = {"default": database(_url)}
    DATABASES["default"]["TEST"] = {"NAME": f"test_lti_exams_{_run}"}
else:
    # A file, not memory: threads of one test must meet in the same database.
    _file = Path(tempfile.gettempdir()) / f"lti_exams-test-{_run}.sqlite3"
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(_file),
            "OPTIONS": SQLITE_OPTIONS,
            "TEST": {"NAME": str(_file)},
        }
    }

configure_logs(as_json=True, level="CRITICAL")
