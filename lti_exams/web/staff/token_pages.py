"""The page on which staff see which programs are let in, and shut one out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lti_exams.journeys.access import Act, caller_of_user
from lti_exams.journeys.revoke_api_token import revoke_api_token, see_api_tokens
from lti_exams.web.staff.door import StaffRequest, staff_may


@require_safe
@staff_may(Act.SEE_API_TOKENS)
def token_list(request: StaffRequest) -> HttpResponse:
    """Show every token, what it opens, and when it was used."""
    seen = see_api_tokens(caller_of_user(request.user))
    rows = [(token, seen.courses.get(token.course or 0)) for token in seen.tokens]
    return render(request, "web/staff/tokens.html", {"rows": rows, "now": timezone.now()})


@require_POST
@staff_may(Act.REVOKE_API_TOKEN)
def revoke(request: StaffRequest, pk: int) -> HttpResponse:
    """Shut a program out."""
    token = revoke_api_token(caller_of_user(request.user), pk, now=timezone.now())
    messages.success(request, _("The token “%s” opens nothing any more.") % token.name)
    return redirect("staff-tokens")
