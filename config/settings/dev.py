"""A machine of one's own: plain HTTP on loopback, keys made when they are missing."""

from urllib.parse import quote

from config.env import env
from config.settings.base import *  # noqa: F403
from config.settings.base import DATA_DIR
from lti_exams.kernel.logs import configure_logs

DEBUG = env.bool("DEBUG", default=False)
DATA_DIR.mkdir(parents=True, exist_ok=True)
MASTER_KEY_MAY_BE_MADE = True
DEMO_IS_ALLOWED = True
# E-mails become files, unless a mail server is named.
vars().update(env.email_url("EMAIL_URL", default=f"filemail:///{quote(str(DATA_DIR / 'mail'))}"))
# Signs staff sessions and forms; made up for development only, production refuses it.
SECRET_KEY = env.str("SECRET_KEY", default="development-only-and-refused-in-production")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
HTTP_ALLOWED_NETWORKS = ["127.0.0.0/8", "::1/128"]
HTTP_ALLOW_PLAIN = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

configure_logs(as_json=False, level=env.str("LOG_LEVEL", default="INFO"))
