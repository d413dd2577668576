"""Proctoring vendors: listed, connected, chosen, and what each exam asks of its own."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from lti_exams.api.endpoint import Endpoint, once
from lti_exams.api.errors import InputRefused
from lti_exams.api.reading import body_of
from lti_exams.api.shapes import examples
from lti_exams.api.shapes.vendors import (
    ChoiceInput,
    ChoiceShown,
    ProctoringInput,
    ProctoringShown,
    SecretShown,
    SwitchInput,
    VendorInput,
    VendorsShown,
    WholeVendorShown,
    proctoring_shown,
    vendor_shown,
    whole_vendor_shown,
)
from lti_exams.journeys import choose_vendor, keep_vendors, reach
from lti_exams.journeys.access import Act
from lti_exams.proctoring import api as proctoring
from lti_exams.tools import api as tools


class Vendors(Endpoint):
    @extend_schema(tags=["vendors"], responses=VendorsShown)
    def get(self, _: Request) -> Response:
        """List the proctoring vendors that exams may use."""
        told = [vendor_shown(one) for one in proctoring.usable_vendors()]
        return Response(VendorsShown.of({"results": told}))

    @extend_schema(
        tags=["vendors"],
        request=VendorInput,
        responses={201: SecretShown},
        examples=[examples.VENDOR],
    )
    @once
    def post(self, request: Request) -> Response:
        """Connect a vendor; the secret of one by REST is shown this once."""
        new = _new(body_of(request, VendorInput))
        added = keep_vendors.add_vendor(self.caller, new, now=self.now)
        told = {**whole_vendor_shown(added), "secret": added.secret}
        return Response(SecretShown.of(told), status=201)


def _new(told: dict[str, object]) -> proctoring.NewVendor:
    key, tool = str(told.pop("slug")), told.pop("tool")
    found = tools.by_id(tool) if isinstance(tool, int) else None
    return proctoring.NewVendor(key=key, tool=found, **told)  # type: ignore[arg-type]


class OneVendor(Endpoint):
    @extend_schema(tags=["vendors"], responses=WholeVendorShown)
    def get(self, _: Request, vendor: int) -> Response:
        """Show a vendor to staff of the service."""
        self.caller.check_may(Act.MANAGE_VENDORS)
        return Response(WholeVendorShown.of(whole_vendor_shown(proctoring.by_id(vendor))))

    @extend_schema(tags=["vendors"], request=VendorInput, responses=WholeVendorShown)
    @once
    def put(self, request: Request, vendor: int) -> Response:
        """Change what is known of a vendor."""
        self.caller.check_may(Act.MANAGE_VENDORS)
        found, new = proctoring.by_id(vendor), _new(body_of(request, VendorInput))
        if new.key != found.key:
            raise InputRefused(field="slug", why="it stays")
        edited = keep_vendors.edit_vendor(self.caller, found.key, new, now=self.now)
        return Response(WholeVendorShown.of(whole_vendor_shown(edited)))


class VendorSwitch(Endpoint):
    @extend_schema(tags=["vendors"], request=SwitchInput, responses=WholeVendorShown)
    @once
    def post(self, request: Request, vendor: int) -> Response:
        """Switch a vendor on or off; whoever is with it stays there."""
        self.caller.check_may(Act.MANAGE_VENDORS)
        told, key = body_of(request, SwitchInput), proctoring.by_id(vendor).key
        done = keep_vendors.switch_vendor(self.caller, key, on=told["on"], now=self.now)
        return Response(WholeVendorShown.of(whole_vendor_shown(done)))


class VendorSecret(Endpoint):
    @extend_schema(tags=["vendors"], request=None, responses=SecretShown)
    def post(self, _: Request, vendor: int) -> Response:
        """Give a vendor by REST another secret, shown this once."""
        self.caller.check_may(Act.MANAGE_VENDORS)
        done = keep_vendors.renew_secret(self.caller, proctoring.by_id(vendor).key, now=self.now)
        told = {**whole_vendor_shown(done), "secret": done.secret}
        return Response(SecretShown.of(told))


class VendorOfCourse(Endpoint):
    @extend_schema(
        tags=["vendors"],
        request=ChoiceInput,
        responses=ChoiceShown,
        examples=[examples.VENDOR_CHOICE],
    )
    @once
    def put(self, request: Request, course: int) -> Response:
        """Let another vendor guard the exams of a course; who is with a vendor stays there."""
        here, told = reach.course(self.caller, course), body_of(request, ChoiceInput)
        chosen = choose_vendor.choose_vendor(
            self.caller,
            here,
            told["vendor"].removeprefix("vendor:"),
            for_exams=told["for_exams"],
            now=self.now,
        )
        shown = {
            "vendor": chosen.vendor.reference,
            "exams": [exam.pk for exam in chosen.changed],
            "running": chosen.running,
        }
        return Response(ChoiceShown.of(shown))


class ProctoringOfExam(Endpoint):
    @extend_schema(tags=["vendors"], responses=ProctoringShown)
    def get(self, _: Request, course: int, exam: int) -> Response:
        """Show what an exam asks of its vendor and its reviewers."""
        found = reach.exam(self.caller, course, exam)
        wishes = choose_vendor.see_proctoring(self.caller, found)
        return Response(ProctoringShown.of(proctoring_shown(wishes)))

    @extend_schema(tags=["vendors"], request=ProctoringInput, responses=ProctoringShown)
    @once
    def put(self, request: Request, course: int, exam: int) -> Response:
        """Decide what an exam asks of its vendor and its reviewers."""
        found = reach.exam(self.caller, course, exam)
        wishes = proctoring.ExamWishes(**body_of(request, ProctoringInput))
        kept = choose_vendor.decide_proctoring(self.caller, found, wishes, now=self.now)
        return Response(ProctoringShown.of(proctoring_shown(kept)))
