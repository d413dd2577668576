"""Key pairs that were made once, for tests that need some and do not care which."""

from functools import lru_cache
from itertools import count

from cryptography.hazmat.primitives.asymmetric import rsa


class Drawer:
    """Stands where `rsa` does, and gives each test the same keys in the same order, each once."""

    RSAPrivateKey = rsa.RSAPrivateKey

    def __init__(self) -> None:
        """Begin with the first key."""
        self._numbers = count()

    def generate_private_key(self, public_exponent: int, key_size: int) -> rsa.RSAPrivateKey:
        """Return the next key of this size."""
        return _kept(public_exponent, key_size, next(self._numbers))


@lru_cache(maxsize=64)
def _kept(public_exponent: int, key_size: int, number: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=public_exponent, key_size=key_size)
