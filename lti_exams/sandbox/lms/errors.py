"""What the university refuses, and how it says so."""


class Refusal(Exception):
    """A request that is not granted: the status, a short code, and a plain sentence."""

    def __init__(self, status: int, code: str, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.code = code
        self.reason = reason
