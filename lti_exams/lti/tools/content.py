"""Where a teacher comes back to with what they chose in a tool."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from lti_exams.edge.passages import sessions_of
from lti_exams.edge.views import method_not_allowed
from lti_exams.journeys.pick_assessment_content import take_choice
from lti_exams.lti.parameters import parameters_of


@never_cache
@csrf_exempt
def chosen(request: HttpRequest) -> HttpResponse:
    """Take a Deep Linking response, and lead back to the exam that it is for."""
    if request.method != "POST":
        return method_not_allowed(request, "POST")
    token = parameters_of(request).get("JWT", "")
    choice = take_choice(token, sessions=sessions_of(request), now=timezone.now())
    page = reverse("teacher-exam-questions", args=[choice.session, choice.exam])
    note = "chosen" if choice.content else "nothing-chosen"
    return HttpResponseRedirect(f"{page}?note={note}", status=303)
