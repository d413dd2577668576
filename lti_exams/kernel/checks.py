"""System checks: what would make an installation unsafe, named before it serves anybody.

Those that hold in development too run at every start; the others with `check --deploy`.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register

from lti_exams.kernel.addresses import networks
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.masterkey import others_may_read
from lti_exams.kernel.secrets import decrypt, encrypt

Found = list[CheckMessage]
Check = Callable[..., Found]


def master_key_opens(**_: Any) -> Found:
    """Without it nothing secret can be read or written: no launch can be signed for."""
    try:
        decrypt(encrypt("a secret"))
    except LtiExamsError as error:
        hint = (
            "Name a file in MASTER_KEY_FILE, or keys in MASTER_KEYS; keys/README.md shows how to "
            "make one. Restore the key of this installation if it has stored anything."
        )
        return [Error(f"No master key can be used: {error}.", hint=hint, id="lti_exams.E001")]
    return []


def allowed_networks_are_networks(**_: Any) -> Found:
    """A typing error here would refuse every call to an LMS on a private network."""
    try:
        networks(settings.HTTP_ALLOWED_NETWORKS)
    except ValueError as error:
        hint = "Write each as an address and a prefix, such as 10.20.0.0/16."
        text = f"HTTP_ALLOWED_NETWORKS cannot be read: {error}."
        return [Error(text, hint=hint, id="lti_exams.E002")]
    return []


def master_key_is_ours_alone(**_: Any) -> Found:
    """Whoever reads the file can open every secret in a copy of the database."""
    path = Path(settings.MASTER_KEY_FILE)
    if settings.MASTER_KEYS or not path.is_file() or not others_may_read(path):
        return []
    text = f"Other users of this machine may read the master key in {path}."
    return [Error(text, hint=f"Run: chmod 600 {path}", id="lti_exams.E003")]


def debug_is_off(**_: Any) -> Found:
    """Its error pages show settings and local variables to anybody."""
    if not settings.DEBUG:
        return []
    return [Error("DEBUG is on.", hint="Remove DEBUG.", id="lti_exams.E004")]


def cookies_are_secure(**_: Any) -> Found:
    """Over plain HTTP a session cookie can be read by anyone on the way."""
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
    return [
        Error(f"{name} is off.", hint="Set it to True.", id="lti_exams.E005")
        for name in names
        if not getattr(settings, name)
    ]


def calls_are_encrypted(**_: Any) -> Found:
    """Keys and tokens fetched over plain HTTP can be replaced by anyone on the way."""
    if not settings.HTTP_ALLOW_PLAIN:
        return []
    text = "Outgoing calls may go over plain HTTP."
    return [Error(text, hint="Set HTTP_ALLOW_PLAIN to False.", id="lti_exams.E006")]


def public_origin_is_an_origin(**_: Any) -> Found:
    """Every URL that we hand out begins with it, and browsers keep our cookies only over HTTPS."""
    parts = urlsplit(settings.PUBLIC_ORIGIN)
    if f"https://{parts.netloc}" == settings.PUBLIC_ORIGIN and "@" not in parts.netloc:
        return []
    text = f"PUBLIC_ORIGIN is {settings.PUBLIC_ORIGIN!r}, which is not https:// and a host."
    hint = "Write it as https://exams.university.example, without a path."
    return [Error(text, hint=hint, id="lti_exams.E007")]


def public_host_is_served(**_: Any) -> Found:
    """Django would refuse every request that comes by the public address."""
    host = urlsplit(settings.PUBLIC_ORIGIN).hostname or ""
    if any(_names(pattern, host) for pattern in settings.ALLOWED_HOSTS):
        return []
    text = f"ALLOWED_HOSTS does not name {host}, the host of PUBLIC_ORIGIN."
    return [Error(text, hint=f"Add {host} to ALLOWED_HOSTS.", id="lti_exams.E008")]


def secret_key_is_secret(**_: Any) -> Found:
    """Whoever knows it can sign in as any member of staff."""
    if not settings.SECRET_KEY.startswith("development-only"):
        return []
    hint = "Set SECRET_KEY to 50 random characters or more."
    return [Error("SECRET_KEY is the one of development.", hint=hint, id="lti_exams.E009")]


def loopback_is_closed(**_: Any) -> Found:
    """A registration could make us call what listens on this machine alone."""
    try:
        allowed = networks(settings.HTTP_ALLOWED_NETWORKS)
    except ValueError:
        return []
    if not any(network.is_loopback for network in allowed):
        return []
    hint = "Name the network of the LMS alone."
    text = "HTTP_ALLOWED_NETWORKS opens the loopback addresses of this machine."
    return [checks.Warning(text, hint=hint, id="lti_exams.W010")]


def _names(pattern: str, host: str) -> bool:
    if pattern.startswith("."):
        return host == pattern[1:] or host.endswith(pattern)
    return pattern in ("*", host)


ALWAYS: Sequence[Check] = (master_key_opens, allowed_networks_are_networks)
WHEN_DEPLOYED: Sequence[Check] = (
    master_key_is_ours_alone,
    debug_is_off,
    cookies_are_secure,
    calls_are_encrypted,
    public_origin_is_an_origin,
    public_host_is_served,
    secret_key_is_secret,
    loopback_is_closed,
)


def register_checks() -> None:
    """Hand the checks to Django, once, when the app is ready."""
    for check in ALWAYS:
        register(check, Tags.security)
    for check in WHEN_DEPLOYED:
        register(check, Tags.security, deploy=True)
