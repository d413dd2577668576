"""The only door to trust."""

from lti_exams.trust.errors import (
    KeysUnavailable,
    NoKeyToSignWith,
    PastedKeysUnusable,
    TokenRefused,
)
from lti_exams.trust.models import KeyPair, KeySet, SingleUse
from lti_exams.trust.operations.answers import KeptAnswer, claim_answer, keep_answer
from lti_exams.trust.operations.own_keys import (
    key_pairs_of,
    make_key_pair,
    public_keys,
    rotate,
    sign,
)
from lti_exams.trust.operations.pasted_keys import read_pasted_keys
from lti_exams.trust.operations.remote_keys import (
    SignedToken,
    keep_key_set,
    refresh,
    replace_key_set,
    unverified_claims,
    verify,
)
from lti_exams.trust.operations.single_use import burn, find, first_time, issue, recall, sweep, use

__all__ = [
    "KeptAnswer",
    "KeyPair",
    "KeySet",
    "KeysUnavailable",
    "NoKeyToSignWith",
    "PastedKeysUnusable",
    "SignedToken",
    "SingleUse",
    "TokenRefused",
    "burn",
    "claim_answer",
    "find",
    "first_time",
    "issue",
    "keep_answer",
    "keep_key_set",
    "key_pairs_of",
    "make_key_pair",
    "public_keys",
    "read_pasted_keys",
    "recall",
    "refresh",
    "replace_key_set",
    "rotate",
    "sign",
    "sweep",
    "unverified_claims",
    "use",
    "verify",
]
