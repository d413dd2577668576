"""What is stored of a secret that we hand out."""

import hashlib


def digest_of(secret: str) -> str:
    """Return the SHA-256 of a secret: enough to know it again, useless to whoever reads it."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
