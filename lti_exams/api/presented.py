"""What somebody brings to an exam with a request of a program."""

from django.conf import settings
from rest_framework.request import Request

from lti_exams.edge.beside import device_in
from lti_exams.edge.visitors import address_of
from lti_exams.exams import api as exams

_SEB_HEADERS = ("X-SafeExamBrowser-RequestHash", "X-SafeExamBrowser-ConfigKeyHash")


def device_at(request: Request, exam: exams.Exam) -> str:
    """Tell at which device somebody sits: the one that their pages know too."""
    return device_in(request._request, exam.pk)


def presented(request: Request, password: str = "") -> exams.Presented:
    """Return what the access rules of an exam look at."""
    hashes = (request.headers.get(name, "") for name in _SEB_HEADERS)
    return exams.Presented(
        password=password,
        address=address_of(request._request),
        url=f"{settings.PUBLIC_ORIGIN}{request.get_full_path()}",
        seb_hashes=frozenset(filter(None, hashes)),
    )
