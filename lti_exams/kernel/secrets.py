"""Secrets at rest: only what the master keys have sealed is stored, and only they open it."""

from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.masterkey import MalformedMasterKey, master_keys


class UnreadableSecret(LtiExamsError):
    """A stored secret opens with none of the master keys."""

    code = "secret-unreadable"


def encrypt(text: str) -> str:
    """Seal a text under the newest master key."""
    return _box(master_keys()).encrypt(text.encode()).decode("ascii")


def decrypt(sealed: str) -> str:
    """Open what any of the master keys has sealed."""
    return _opened(sealed, _box(master_keys()))


def under_newest_key(sealed: str) -> bool:
    """Tell whether the older keys may go as far as this secret is concerned."""
    try:
        _opened(sealed, _box(master_keys()[:1]))
    except UnreadableSecret:
        return False
    return True


# A secret that each request uses is opened once for each process, which has the master keys anyway.
@lru_cache(maxsize=256)
def _opened(sealed: str, box: MultiFernet) -> str:
    # The cause is cut off: a library's traceback may show what it was given.
    try:
        return box.decrypt(sealed.encode()).decode()
    except (InvalidToken, UnicodeEncodeError):
        raise UnreadableSecret from None


@lru_cache(maxsize=8)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError:
        raise MalformedMasterKey from None
