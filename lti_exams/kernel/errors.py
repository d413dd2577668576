"""The one shape of a refusal: a fact with a stable code, worded where people meet it."""

from typing import ClassVar


class LtiExamsError(Exception):
    """Something was refused or failed, for a reason that has a code.

    A class names its code, or names all the codes that it may be raised with. The values tell what
    the words at the edge need; they never hold a token, a key or another person's data.
    """

    code: ClassVar[str] = ""
    codes: ClassVar[tuple[str, ...]] = ()

    # The page on which somebody goes on who was refused elsewhere, where it is known.
    way_back: str = ""

    def __init__(self, code: str = "", /, **values: object) -> None:
        self.refusal_code = code or self.code
        self.values = values
        super().__init__(self.refusal_code)

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.refusal_code} ({told})" if told else self.refusal_code


def every_code() -> dict[str, type[LtiExamsError]]:
    """Return each code that the program can refuse with, and the class that carries it."""
    found: dict[str, type[LtiExamsError]] = {}
    waiting = [LtiExamsError]
    while waiting:
        error = waiting.pop()
        waiting.extend(error.__subclasses__())
        for code in (*error.codes, *filter(None, [error.__dict__.get("code", "")])):
            found[code] = error
    return found
