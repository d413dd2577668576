"""How staff come in and go out."""

from datetime import timedelta

from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from lti_exams.edge.visitors import address_of
from lti_exams.kernel import limits
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.web.staff.forms import SignInForm

_MOST_TRIES = 10
_WITHIN = timedelta(minutes=15)


class SignInTooOften(LtiExamsError):
    """Somebody has tried passwords for one name too often from one network address."""

    code = "sign-in-too-often"


class SignIn(LoginView):
    """Asks for name and password."""

    template_name = "web/staff/sign_in.html"
    form_class = SignInForm

    def get_default_redirect_url(self) -> str:
        """Lead staff of a department to its page: the others are not theirs."""
        is_staff = getattr(self.request.user, "is_staff", False)
        return super().get_default_redirect_url() if is_staff else reverse("staff-department")

    def post(self, request: HttpRequest, *args: str, **kwargs: object) -> HttpResponse:
        _refuse_guessing(request)
        return super().post(request, *args, **kwargs)


def _refuse_guessing(request: HttpRequest) -> None:
    who = f"{address_of(request)} {request.POST.get('username', '').lower()}"
    if not limits.allow("sign-in", who, at_most=_MOST_TRIES, per=_WITHIN):
        raise SignInTooOften(minutes=int(_WITHIN.total_seconds() // 60))


class SignOut(LogoutView):
    """Ends the session; a POST, so that no link can do it."""

    next_page = "staff-login"
