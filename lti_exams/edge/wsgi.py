"""What happens to a request before Django sees it."""

from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


def read_as_utf8(application: Application) -> Application:
    """Read every request as UTF-8, whatever character set it declares.

    Django reads the query string as soon as a character set is declared, outside of everything that
    could answer: codecs that are none for text, and too many parameters, would end as a fault.
    """

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        told = environ.get("CONTENT_TYPE", "").split(";")
        kept = [part for part in told if not part.strip().lower().startswith("charset")]
        environ["CONTENT_TYPE"] = ";".join(kept)
        return application(environ, start_response)

    return answer
