"""Reading parameters that strangers send: each once, each text that a database can hold."""

import re

from django.conf import settings
from django.http import HttpRequest, QueryDict

from lti_exams.edge.errors import RequestRefused
from lti_exams.kernel.errors import LtiExamsError

_LENGTH = re.compile(r"[0-9]{1,18}")


class ParameterRefused(LtiExamsError):
    """A parameter came twice, or holds what no LMS sends."""

    codes = ("parameter-twice", "parameter-unreadable")


def parameters_of(request: HttpRequest) -> dict[str, str]:
    """Return the parameters of a GET or the form of a POST."""
    _check_length(request)
    return read_once(request.POST if request.method == "POST" else request.GET)


def _check_length(request: HttpRequest) -> None:
    """Refuse a long body before it is read: Django's own limit does not count files in a form."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    if not _LENGTH.fullmatch(told):
        raise RequestRefused("request-malformed")
    if int(told) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise RequestRefused("request-too-large")


def read_once(sent: QueryDict) -> dict[str, str]:
    """Refuse a parameter that two readers could read differently."""
    read = {}
    for name, values in sent.lists():
        if len(values) != 1:
            raise ParameterRefused("parameter-twice", parameter=name[:40])
        if not _is_storable(name) or not _is_storable(values[0]):
            raise ParameterRefused("parameter-unreadable", parameter=name[:40])
        read[name] = values[0]
    return read


def _is_storable(text: str) -> bool:
    """Tell whether text holds neither NUL nor half a character, which PostgreSQL refuses."""
    return "\x00" not in text and "\ufffd" not in text
