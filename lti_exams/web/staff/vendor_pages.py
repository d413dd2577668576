"""Pages on which staff see the proctoring vendors, connect them and decide what follows."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lti_exams.audit import api as audit
from lti_exams.journeys import keep_vendors
from lti_exams.journeys.access import Act, caller_of_user
from lti_exams.proctoring import api as proctoring
from lti_exams.web.staff.door import StaffRequest, staff_may
from lti_exams.web.staff.refused import show_in
from lti_exams.web.staff.vendor_forms import VendorForm, form_for, typed_of

_FORM_METHODS = ["GET", "HEAD", "POST"]
_OF_THE_FORM = (proctoring.VendorRefused, proctoring.VendorTaken)


@require_safe
@staff_may(Act.MANAGE_VENDORS)
def vendor_list(request: StaffRequest) -> HttpResponse:
    """Show every vendor, switched on or not."""
    vendors = keep_vendors.see_vendors(caller_of_user(request.user))
    return render(request, "web/staff/vendors.html", {"vendors": vendors})


@require_http_methods(_FORM_METHODS)
@staff_may(Act.MANAGE_VENDORS)
def add(request: StaffRequest) -> HttpResponse:
    """Connect a vendor that is no LTI tool."""
    form = VendorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            caller = caller_of_user(request.user)
            made = keep_vendors.add_vendor(caller, form.new(), now=timezone.now())
        except _OF_THE_FORM as error:
            show_in(form, error)
        else:
            messages.success(request, _("The vendor was connected."))
            if not made.secret:
                return redirect("staff-vendor", made.key)
            known = form_for(made)(initial=typed_of(made))
            return _page(request, made, known, secret=made.secret)
    status = 422 if form.errors else 200
    return render(request, "web/staff/vendor_form.html", {"form": form}, status=status)


@require_http_methods(_FORM_METHODS)
@staff_may(Act.MANAGE_VENDORS)
def detail(request: StaffRequest, key: str) -> HttpResponse:
    """Show one vendor, and change what follows from what it tells."""
    vendor = proctoring.by_key(key)
    form = form_for(vendor)(request.POST or None, initial=typed_of(vendor))
    if request.method == "POST" and form.is_valid():
        try:
            caller = caller_of_user(request.user)
            keep_vendors.edit_vendor(caller, key, form.vendor(vendor), now=timezone.now())
        except _OF_THE_FORM as error:
            show_in(form, error)
        else:
            return _back(request, key, _("The vendor was changed."))
    return _page(request, vendor, form)


def _page(
    request: StaffRequest, vendor: proctoring.Vendor, form: forms.Form, *, secret: str = ""
) -> HttpResponse:
    context = {
        "vendor": vendor,
        "form": form,
        "secret": secret,
        "entries": audit.entries_about(vendor.audited)[:20],
    }
    status = 422 if form.errors else 200
    return render(request, "web/staff/vendor.html", context, status=status)


@require_POST
@staff_may(Act.MANAGE_VENDORS)
def switch(request: StaffRequest, key: str) -> HttpResponse:
    """Let exams send people to a vendor, or nobody any more."""
    on = request.POST.get("on") == "yes"
    keep_vendors.switch_vendor(caller_of_user(request.user), key, on=on, now=timezone.now())
    said = _("The vendor can be used now.") if on else _("The vendor was switched off.")
    return _back(request, key, said)


@require_POST
@staff_may(Act.MANAGE_VENDORS)
def secret(request: StaffRequest, key: str) -> HttpResponse:
    """Give a REST vendor another secret, and show it this once."""
    vendor = keep_vendors.renew_secret(caller_of_user(request.user), key, now=timezone.now())
    form = form_for(vendor)(initial=typed_of(vendor))
    return _page(request, vendor, form, secret=vendor.secret)


def _back(request: StaffRequest, key: str, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("staff-vendor", key)
