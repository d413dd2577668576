"""What can be written to. Whether mail arrives is for the mail to tell."""

import re

_MAILBOX = re.compile(r"[^\s@<>,;\"\x00-\x1f]{1,64}@[^\s@<>,;\"\x00-\x1f]{1,189}")


def is_mailbox(text: str) -> bool:
    """Tell whether a text is one e-mail address, without a name and without a header beside it."""
    return _MAILBOX.fullmatch(text) is not None
