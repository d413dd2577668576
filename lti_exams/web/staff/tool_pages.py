"""Pages on which staff see, register and decide about the tools that we launch."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lti_exams.audit import api as audit
from lti_exams.journeys import approve_tool, register_tool, rotate_keys
from lti_exams.journeys.access import Act, caller_of_user
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.tools import api as tools
from lti_exams.trust import api as trust
from lti_exams.web.staff.door import StaffRequest, staff_may
from lti_exams.web.staff.refused import show_in
from lti_exams.web.staff.tool_forms import (
    ToolEditForm,
    ToolForm,
    ToolInvitationForm,
    typed_of,
)

_FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@staff_may(Act.SEE_TOOLS)
def tool_list(request: StaffRequest) -> HttpResponse:
    """Show every tool that is registered, and the keys with which we sign to them."""
    context = {"tools": tools.all_tools(), "keys": trust.key_pairs_of(tools.KEY_OWNER)}
    return render(request, "web/staff/tools.html", context)


@require_http_methods(_FORM_METHODS)
@staff_may(Act.REGISTER_TOOL)
def add(request: StaffRequest) -> HttpResponse:
    """Take what a person knows of a tool."""
    form = ToolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            tool = register_tool.register_tool(
                form.tool(), by=caller_of_user(request.user), now=timezone.now()
            )
        except LtiExamsError as error:
            show_in(form, error)
        else:
            messages.success(request, _("The tool was registered. Give its maker these values."))
            return redirect("staff-tool", tool.pk)
    return _form(request, form)


@require_http_methods(_FORM_METHODS)
@staff_may(Act.REGISTER_TOOL)
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Change what is known of a tool."""
    tool = tools.by_id(pk)
    form = ToolEditForm(request.POST or None, initial=typed_of(tool))
    if request.method == "POST" and form.is_valid():
        try:
            register_tool.edit_tool(
                pk, form.tool(tool.kind), by=caller_of_user(request.user), now=timezone.now()
            )
        except LtiExamsError as error:
            show_in(form, error)
        else:
            return _back_to(request, pk, _("The tool was changed."))
    return _form(request, form, tool)


def _form(request: HttpRequest, form: forms.Form, tool: tools.Tool | None = None) -> HttpResponse:
    context = {"form": form, "tool": tool}
    status = 422 if form.errors else 200
    return render(request, "web/staff/tool_form.html", context, status=status)


@require_safe
@staff_may(Act.SEE_TOOLS)
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """Show one tool, what to paste there, and what may be done about it."""
    tool = tools.by_id(pk)
    context = {
        "tool": tool,
        "sheet": tools.sheet(tool),
        "scopes": sorted(tools.scopes_of(tool.kind)),
        "entries": audit.entries_about(tool.key)[:20],
    }
    return render(request, "web/staff/tool.html", context)


@require_POST
@staff_may(Act.DECIDE_ABOUT_TOOL)
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    """Switch a tool on or off."""
    act = request.POST.get("act", "")
    by = caller_of_user(request.user)
    tool = approve_tool.decide_about_tool(pk, act, by=by, now=timezone.now())
    said = _("The tool can be used now.") if tool.is_active else _("The tool was switched off.")
    return _back_to(request, pk, said)


@require_POST
@staff_may(Act.ROTATE_KEYS)
def rotate(request: StaffRequest) -> HttpResponse:
    """Publish a new key for all tools."""
    rotate_keys.rotate_keys_to_tools(by=request.user, now=timezone.now())
    messages.success(request, _("A new key was made and published."))
    return redirect("staff-tools")


@require_http_methods(_FORM_METHODS)
@staff_may(Act.REGISTER_TOOL)
def invitation_list(request: StaffRequest) -> HttpResponse:
    """Ask a tool to register itself, and show what became of it."""
    form, address = ToolInvitationForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            address = register_tool.invite_tool(
                form.invitation(), by=request.user, now=timezone.now(), lifetime=form.LIFETIME
            )
        except LtiExamsError as error:
            show_in(form, error)
    context = {
        "form": ToolInvitationForm() if address else form,
        "address": address,
        "invitations": tools.invitations(),
        "now": timezone.now(),
    }
    status = 422 if form.errors else 200
    return render(request, "web/staff/tool_invitations.html", context, status=status)


@require_POST
@staff_may(Act.REGISTER_TOOL)
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """End an invitation."""
    register_tool.withdraw_tool_invitation(pk, by=request.user, now=timezone.now())
    messages.success(request, _("The invitation was withdrawn."))
    return redirect("staff-tool-invitations")


def _back_to(request: HttpRequest, pk: int, said: str) -> HttpResponseRedirect:
    messages.success(request, said)
    return redirect("staff-tool", pk)
