"""Production: no unsafe default; `manage.py check --deploy` says what is missing."""

from config.env import env
from config.settings.base import *  # noqa: F403
from config.settings.base import DATA_DIR, PROXIES_IN_FRONT, PUBLIC_ORIGIN
from lti_exams.kernel.logs import configure_logs

DEBUG = False
# Signs staff sessions and forms; whoever knows it can be any member of staff.
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [PUBLIC_ORIGIN]
DATA_DIR.mkdir(parents=True, exist_ok=True)

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
# The load balancer and the container's own probes speak plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
if PROXIES_IN_FRONT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

configure_logs(as_json=True, level=env.str("LOG_LEVEL", default="INFO"))
