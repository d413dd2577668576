"""Long lists of an LMS come in pages: all are read, or the caller learns that they were not."""

from collections.abc import Iterator
from datetime import datetime

from lti_exams.kernel import http
from lti_exams.kernel.addresses import host_of
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.weblinks import next_page
from lti_exams.platforms.lti import call
from lti_exams.platforms.models import Platform

MAX_PAGES = 5_000
MAX_BYTES = 8 * 1024 * 1024


class ListRefused(LtiExamsError):
    """The LMS answered a page of a list with a status that is not one of success."""

    code = "lms-list-refused"


class ListEndless(LtiExamsError):
    """The pages of a list lead back to one that was read, or are more than any list has."""

    code = "lms-list-endless"


def pages(
    platform: Platform, url: str, *, scope: str, accept: str, now: datetime
) -> Iterator[http.Answer]:
    """Read a list page by page; the address of the next one is used as the LMS wrote it."""
    read: set[str] = set()
    while url:
        if url in read or len(read) == MAX_PAGES:
            raise ListEndless(host=host_of(url), limit=len(read))
        read.add(url)
        answer = call(
            platform,
            "GET",
            url,
            scopes=[scope],
            now=now,
            headers={"Accept": accept},
            max_bytes=MAX_BYTES,
        )
        if not answer.ok:
            raise ListRefused(host=host_of(url), status=answer.status, page=len(read))
        yield answer
        url = next_page(answer.headers.get("Link", ""), base=url)
