"""The pages of a course's lists, once inside a launch and once for staff without an LMS."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from lti_exams.web.qualifying import lists, singles
from lti_exams.web.qualifying.desk import for_staff, for_teachers


def qualifying(way: str) -> list[URLPattern]:
    """Return the pages for one way to them, which gives them their names."""
    opened = for_staff if way == "staff" else for_teachers

    def seen(view: Callable[..., HttpResponse]) -> Any:
        return require_safe(opened(view))

    def done(view: Callable[..., HttpResponse]) -> Any:
        return require_POST(opened(view))

    pages = [
        path("", seen(lists.home), name=f"{way}-qualification"),
        path("begin", done(lists.begin), name=f"{way}-qualification-begin"),
        path("retract", done(lists.retract), name=f"{way}-qualification-retract"),
        path("statuses/<int:status>/", seen(lists.students), name=f"{way}-qualification-status"),
        path("overrides", done(singles.decide), name=f"{way}-override"),
        path("overrides/<int:override>/agree", done(singles.agree), name=f"{way}-override-agree"),
        path(
            "overrides/<int:override>/withdraw",
            done(singles.withdraw),
            name=f"{way}-override-withdraw",
        ),
    ]
    mine = path("mine", require_safe(for_teachers(lists.mine)), name="own-qualification")
    return pages if way == "staff" else [*pages, mine]
