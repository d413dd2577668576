"""Who looks at a course's lists, and from where: inside a launch, or as staff without one."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from lti_exams.accounts.api import User
from lti_exams.edge.errors import RequestRefused
from lti_exams.edge.origins import comes_from_our_pages
from lti_exams.edge.sessions import SAFE_METHODS, LaunchRequest, in_launch
from lti_exams.journeys import access, reach
from lti_exams.launches import api as launches
from lti_exams.web.views.chrome import show

P = ParamSpec("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A course, who looks at its lists, and the address under which those are for them."""

    request: HttpRequest
    caller: access.Caller
    period: launches.Course
    home: str
    launch: launches.Launch | None = None
    user: User | None = None

    def show(self, template: str, *, status: int = 200, **context: object) -> HttpResponse:
        """Render a page in the look of where it is seen."""
        told = {"desk": self, "period": self.period, "home": self.home, **context}
        if isinstance(self.launch, launches.Launch):
            look = "web/qualifying/in_launch.html"
            return show(self.request, template, status=status, look=look, **told)  # type: ignore[arg-type]
        told["look"] = "web/qualifying/for_staff.html"
        return render(self.request, template, told, status=status)


View = Callable[Concatenate[Desk, P], HttpResponse]


def for_teachers(view: View[P]) -> Callable[..., HttpResponse]:
    """Open a page inside a launch, in the course of that launch."""

    @wraps(view)
    def page(request: LaunchRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        launch = request.launch
        if launch.course is None:
            raise reach.NoSuchCourse
        desk = Desk(
            request=request,
            caller=access.caller_of_launch(launch),
            period=launch.course,
            home=f"/launches/{launch.key}/qualification/",
            launch=launch,
        )
        return view(desk, *args, **kwargs)

    return in_launch(page)


def for_staff(view: View[P]) -> Callable[..., HttpResponse]:
    """Open a page to signed-in staff, for a course that they reach."""

    @never_cache
    @csrf_exempt
    @login_required
    @wraps(view)
    def page(request: HttpRequest, course: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        # As in a launch: the browser says whose page sent a form, and needs no token for it.
        if request.method not in SAFE_METHODS and not comes_from_our_pages(request):
            raise RequestRefused("request-from-elsewhere")
        assert isinstance(request.user, User)  # noqa: S101 - whoever is nobody was sent to sign in
        caller = access.caller_of_user(request.user)
        desk = Desk(
            request=request,
            caller=caller,
            period=reach.course(caller, course),
            home=f"/staff/courses/{course}/qualification/",
            user=request.user,
        )
        return view(desk, *args, **kwargs)

    return page
