"""Pages that a browser passes through on its way to a tool and back, by forms that send themselves.

Browsers hold `form-action` against every redirect after a form too, so that it names all the
addresses of the tool, and ours where the tool sends the browser back to us at once.
"""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lti_exams.edge.browsers import browser_of
from lti_exams.edge.frames import ANYWHERE, framed_in, posts_only_to
from lti_exams.edge.sessions import frames_of
from lti_exams.launches import api as launches
from lti_exams.tools import api as tools

Sessions = dict[str, launches.Launch | None]


def sessions_of(request: HttpRequest) -> Sessions:
    """Return the sessions that a browser proves to be its own: of launches, and of staff."""
    going_on = launches.launches_in(browser_of(request), now=timezone.now())
    proved: Sessions = {launch.key: launch for launch in going_on}
    user = request.user
    return {**proved, staff_session(user.pk): None} if user.is_authenticated else proved


def staff_session(pk: int) -> str:
    """Name the session of somebody who is signed in, to messages that are bound to it."""
    return f"staff:{pk}"


def begin_at_tool(request: HttpRequest, initiation: tools.Initiation) -> HttpResponse:
    """Send the browser to the tool, which will ask us who it is.

    Whoever shows this inside a launch decides with `framed_by` which frames may hold it.
    """
    page = _auto_post(request, initiation.action, initiation.fields)
    return posts_only_to(page, [settings.PUBLIC_ORIGIN, *initiation.origins])


def answer_to_tool(
    request: HttpRequest, answer: tools.AutoPost, sessions: Sessions | None = None
) -> HttpResponse:
    """Let the browser bring our answer to the tool that asked."""
    page = posts_only_to(_auto_post(request, answer.action, answer.fields), answer.origins)
    return framed_in(page, _frames_around(answer.session, sessions or {}))


def ask_again(request: HttpRequest, fields: dict[str, str]) -> HttpResponse:
    """Let the browser send a tool's request once more from a page of ours.

    Cookies of staff are kept from forms that another site sends; from our own page they come.
    """
    page = _auto_post(request, request.path, fields)
    return framed_in(posts_only_to(page, [settings.PUBLIC_ORIGIN]), ANYWHERE)


def _auto_post(request: HttpRequest, action: str, fields: dict[str, str]) -> HttpResponse:
    return render(request, "edge/auto_post.html", {"action": action, "fields": fields})


def _frames_around(session: str, sessions: Sessions) -> Iterable[str]:
    """Return who may show the form: the LMS of the launch, and our own pages inside it."""
    if not session:
        # A refusal, told to the tool wherever it asked from; nothing on it is worth a click.
        return ANYWHERE
    launch = sessions.get(session)
    return [settings.PUBLIC_ORIGIN, *(frames_of(launch) if launch else [])]
