"""Who may open a staff page."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from lti_exams.accounts.api import User
from lti_exams.journeys.access import Act, check_may

P = ParamSpec("P")


class StaffRequest(HttpRequest):
    """A request of somebody who has signed in. Only `staff_may` makes one."""

    user: User


def staff_may(
    act: Act,
) -> Callable[[Callable[Concatenate[StaffRequest, P], HttpResponse]], Callable[..., HttpResponse]]:
    """Open a page to those who may do an act; others sign in or are refused."""

    def opened(
        view: Callable[Concatenate[StaffRequest, P], HttpResponse],
    ) -> Callable[..., HttpResponse]:
        @never_cache
        @login_required
        @wraps(view)
        def page(request: StaffRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            check_may(request.user, act)
            return view(request, *args, **kwargs)

        return page

    return opened
