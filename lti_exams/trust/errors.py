from lti_exams.kernel.errors import LtiExamsError


class TokenRefused(LtiExamsError):
    """A signed message is not what its signer's keys say it should be."""

    codes = (
        "token-missing",
        "token-too-large",
        "token-not-a-jwt",
        "token-header-unreadable",
        "token-algorithm",
        "token-critical-header",
        "token-kid-missing",
        "token-kid-unreadable",
        "token-kid-unknown",
        "token-key-unusable",
        "token-signature",
        "token-claims-unreadable",
    )


class KeysUnavailable(LtiExamsError):
    """The signer's key set could not be read, so that nothing it signed can be checked."""

    code = "keys-unavailable"


class NoKeyToSignWith(LtiExamsError):
    """An owner has no key pair that may sign today."""

    code = "signing-key-missing"


class PastedKeysUnusable(LtiExamsError):
    """What was pasted as public keys holds no RSA key with which a signature could be checked."""

    code = "pasted-keys-unusable"
