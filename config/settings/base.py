"""What every installation shares. Each setting says what breaks without it."""

from pathlib import Path
from urllib.parse import quote

from csp.constants import NONCE, NONE, SELF

from config.env import BASE_DIR, env
from config.languages import translations_in

# Everything a running installation writes that is not the database server's.
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))

INSTALLED_APPS = [
    "lti_exams.kernel",
    "lti_exams.audit",
    "lti_exams.accounts",
    "lti_exams.outbox",
    "lti_exams.trust",
    "lti_exams.platforms",
    "lti_exams.launches",
    "lti_exams.tools",
    "lti_exams.rosters",
    "lti_exams.exams",
    "lti_exams.proctoring",
    "lti_exams.assessments",
    "lti_exams.grades",
    "lti_exams.milestones",
    "lti_exams.results",
    "lti_exams.qualifications",
    "lti_exams.plugins",
    "lti_exams.journeys",
    "lti_exams.edge",
    "lti_exams.lti",
    "lti_exams.web",
    "lti_exams.api",
    "lti_exams.ops",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lti_exams.edge.middleware.reference_middleware",
    "lti_exams.edge.policies.PolicyMiddleware",
    "lti_exams.edge.middleware.partitioned_cookies_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lti_exams.edge.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# SQLite is the embedded default. IMMEDIATE takes the write lock at BEGIN, so that two writers wait
# for each other instead of failing half-way; FULL makes a commit survive a power cut.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


def database(url: str) -> dict:
    """Read a database address; SQLite gets the options that make it safe for several threads."""
    settings = env.db_url_config(url)
    if settings["ENGINE"].endswith("sqlite3"):
        settings["OPTIONS"] = SQLITE_OPTIONS
    else:
        settings["ENGINE"] = "lti_exams.kernel.postgresql"
        settings["CONN_MAX_AGE"] = 60
        settings["CONN_HEALTH_CHECKS"] = True
        # A plan is kept on one connection. A pooler before the database that hands out another for
        # each transaction, and does not know of plans, must say so here.
        settings["KEEPS_PLANS"] = env.bool("DATABASE_KEEPS_PLANS", default=True)
    return settings


DATABASES = {
    "default": database(
        env.str("DATABASE_URL", default="")
        or f"sqlite:///{quote(str(DATA_DIR / 'lti_exams.sqlite3'))}"
    )
}
CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}

# The mail server, such as smtp+tls://name:password@mail.university.example:587. Without one,
# e-mails wait and are tried again, until somebody names it.
vars().update(env.email_url("EMAIL_URL", default="smtp://127.0.0.1:25"))
# A mail server that is silent must not hold the worker up for ever.
EMAIL_TIMEOUT = 15

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "staff-login"
LOGIN_REDIRECT_URL = "staff-home"

LANGUAGE_CODE = "en"
# A language is offered when its catalogue is complete: half of one misleads screen readers.
# `manage.py messages` compiles a catalogue then, and not before (docs/translating.md).
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGES = [("en", "English"), *translations_in(LOCALE_PATHS[0])]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"

# The address at which browsers and LMSs reach us. Every URL we hand out begins with it; launches
# for another origin are refused.
PUBLIC_ORIGIN = env.str("PUBLIC_ORIGIN", default="http://127.0.0.1:8000").rstrip("/")
SERVICE_NAME = env.str("SERVICE_NAME", default="lti_exams")
# Where LMS administrators write to; goes into the tool configuration we register.
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")
# Whom our e-mails come from. A mail server may refuse senders that are not its own.
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default=CONTACT_EMAIL or "lti_exams@localhost")

# How many proxies of ours stand in front and add to X-Forwarded-For. Too many, and visitors may
# name whatever address they like; too few, and limits count all visitors as one.
PROXIES_IN_FRONT = env.int("PROXIES_IN_FRONT", default=0)

# The file with the keys that encrypt every secret in the database (keys/README.md).
MASTER_KEY_FILE = Path(env.str("MASTER_KEY_FILE", default=str(BASE_DIR / "keys" / "master.key")))
MASTER_KEYS = env.list("MASTER_KEYS", default=[])
MASTER_KEY_MAY_BE_MADE = False
# The demo makes a member of staff whose password everybody knows.
DEMO_IS_ALLOWED = False

# Outgoing calls refuse private, loopback and link-local addresses unless a network is named here.
# A university whose LMS sits on a private network names that network, nothing wider.
HTTP_ALLOWED_NETWORKS = env.list("HTTP_ALLOWED_NETWORKS", default=[])
# Addresses without TLS are refused unless this is on (development and the sandbox).
HTTP_ALLOW_PLAIN = False

# Which plugins qualify students, in the order in which they are offered. One that is taken out is
# offered no more; what was decided by it stays readable.
QUALIFIESFOREXAM_PLUGINS = env.list(
    "QUALIFIESFOREXAM_PLUGINS",
    default=[
        "lti_exams.approved.all",
        "lti_exams.approved.subset",
        "lti_exams.points",
        "lti_exams.manual",
        "lti_exams.milestones",
        "lti_exams.advanced",
        "lti_exams.earlier",
    ],
)
# Whether a second person must agree when somebody decides about one student otherwise than the
# rule does. Without it nobody looks at waivers but who makes them.
QUALIFIESFOREXAM_OVERRIDES_NEED_TWO = env.bool("QUALIFIESFOREXAM_OVERRIDES_NEED_TWO", default=False)
# How many days before its deadline the teachers of a course are reminded, and how many days after
# it the staff of its department are told. Without them a late course is seen by who looks.
QUALIFIESFOREXAM_REMIND_DAYS_BEFORE = env.int("QUALIFIESFOREXAM_REMIND_DAYS_BEFORE", default=7)
QUALIFIESFOREXAM_ESCALATE_DAYS_AFTER = env.int("QUALIFIESFOREXAM_ESCALATE_DAYS_AFTER", default=3)

# The certificates that outgoing calls trust; empty means the public ones. A university with its own
# certificate authority names a bundle that holds it, or its LMS cannot be reached.
HTTP_CA_BUNDLE = env.str("HTTP_CA_BUNDLE", default="")

# A body above this is refused before it is read: an id_token is about 4 kB, a roster import 1 MB.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# Login, launch, and everything inside the LMS's frame live on these; both are named in section 9 of
# the design. `Secure` holds on http://127.0.0.1 too: browsers treat loopback as trustworthy.
SESSION_COOKIE_NAME = "__Host-staff"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "None"
CSRF_FAILURE_VIEW = "lti_exams.edge.views.csrf_refused"
# Pages of a launch carry frame-ancestors for the LMS that launched them (edge), all others none.
# X-Frame-Options cannot name an LMS, so it is not sent, and the check that asks for it is silenced.
SILENCED_SYSTEM_CHECKS = ["security.W002"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin-allow-popups"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "lti_exams.api.callers.TokenAuthentication",
        "lti_exams.api.callers.LaunchAuthentication",
        "lti_exams.api.callers.StaffAuthentication",
    ],
    # Journeys decide who may do what; the API asks nobody else.
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_PARSER_CLASSES": ["lti_exams.api.reading.StrictJsonParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "EXCEPTION_HANDLER": "lti_exams.api.problems.answer_problem",
    "DEFAULT_SCHEMA_CLASS": "lti_exams.api.schema.Description",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "lti_exams",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": ["lti_exams.api.schema.finish"],
}

LOGGING_CONFIG = None
