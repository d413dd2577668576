"""Completions that programs outside tell of, many at once, and the requirements of other terms."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request
from rest_framework.response import Response

from lti_exams.api.callers import LaunchAuthentication, StaffAuthentication, TokenAuthentication
from lti_exams.api.endpoint import Endpoint, once
from lti_exams.api.reading import body_of, valid
from lti_exams.api.shapes import milestone_examples as examples
from lti_exams.api.shapes.events import EventInput, EventResults, EventsInput
from lti_exams.api.shapes.porting import (
    DocumentInput,
    DocumentShown,
    ImportedShown,
    PreviewShown,
    preview_shown,
)
from lti_exams.assessments import api as assessments
from lti_exams.edge.refusals import tell
from lti_exams.journeys import port_milestones, reach
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.report_completions import (
    Told,
    caller_of_signature,
    report_completions,
)
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.milestones import api as milestones


class SourceAuthentication(BaseAuthentication):
    """Know a place outside by its name and the signature of its secret over the body."""

    def authenticate(self, request: Request) -> tuple[Caller, None] | None:
        source, signature = request.headers.get("Completion-Source"), "webhook-signature"
        if source is None or signature not in request.headers:
            return None
        signed = assessments.signatures.Signed(
            key=request.headers.get("webhook-id", ""),
            at=request.headers.get("webhook-timestamp", ""),
            signatures=request.headers[signature],
        )
        now, body = timezone.now(), request._request.body
        return caller_of_signature(source, signed, body, now=now), None


class Completions(Endpoint):
    authentication_classes = (
        SourceAuthentication,
        TokenAuthentication,
        LaunchAuthentication,
        StaffAuthentication,
    )

    @extend_schema(
        tags=["completions"],
        request=EventsInput,
        responses={200: EventResults, 207: EventResults},
        examples=[examples.EVENTS],
    )
    @once
    def post(self, request: Request) -> Response:
        """Tell what people completed, many at once; every event counts once, for good.

        Each is recorded or refused by itself, and the answer says which.
        """
        self.caller.check_may(Act.REPORT_COMPLETIONS)
        sent = body_of(request, EventsInput)["completions"]
        told, refused = _read(sent)
        taken = report_completions(self.caller, [one for _, one in told], now=self.now)
        places = [place for place, _ in told]
        refused |= {places[at]: error for at, error in taken.refused.items()}
        events = {place: one.event for place, one in told}
        results = [
            _result(place, refused.get(place), events.get(place, "") in taken.repeated, self.now)
            for place in range(len(sent))
        ]
        counts = {
            name: sum(one["result"] == name for one in results)
            for name in ("recorded", "repeated", "refused")
        }
        answer = {"results": results, "changed": taken.changed, **counts}
        return Response(EventResults.of(answer), status=207 if refused else 200)


def _read(sent: Sequence[Any]) -> tuple[list[tuple[int, Told]], dict[int, LtiExamsError]]:
    told: list[tuple[int, Told]] = []
    refused: dict[int, LtiExamsError] = {}
    for place, one in enumerate(sent):
        try:
            told.append((place, _told(valid(EventInput(data=one)))))
        except LtiExamsError as error:
            refused[place] = error
    return told, refused


def _told(one: dict[str, Any]) -> Told:
    return Told(
        event=one["event"],
        course=one["course"],
        subject=one["subject"],
        person=one.get("person"),
        sub=one.get("sub", ""),
        evidence=milestones.Evidence(
            at=one["at"],
            is_complete=one["complete"],
            score=one.get("score"),
            completion=one.get("completion"),
            is_verified=one["verified"],
        ),
    )


def _result(
    place: int,
    error: LtiExamsError | None,
    is_repeated: bool,  # noqa: FBT001 - what was found, told on
    now: datetime,
) -> dict[str, Any]:
    if error is None:
        return {
            "index": place,
            "status": 200,
            "result": "repeated" if is_repeated else "recorded",
        }
    refusal = tell(error, reference="", at=now)
    told = {"index": place, "status": refusal.status, "result": "refused"}
    told |= {"code": refusal.code, "detail": refusal.what}
    return told | {name: refusal.members[name] for name in ("field",) if name in refusal.members}


class ExportedRequirements(Endpoint):
    @extend_schema(tags=["milestones"], responses=DocumentShown)
    def get(self, _: Request, course: int) -> Response:
        """Return everything that a course asks and gives, for another course or term."""
        here = reach.course(self.caller, course)
        told = port_milestones.export_requirements(self.caller, here, now=self.now)
        return Response(DocumentShown.of({"document": told}))


class PreviewedImport(Endpoint):
    @extend_schema(tags=["milestones"], request=DocumentInput, responses=PreviewShown)
    def post(self, request: Request, course: int) -> Response:
        """Say what each line of an export would become here; nothing is kept."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.EDIT_MILESTONES, here)
        told = body_of(request, DocumentInput)
        document, subjects = told["document"], told["subjects"]
        lines = port_milestones.preview_requirements(self.caller, here, document, subjects)
        rule = port_milestones.preview_rule(self.caller, here, document, subjects)
        names = port_milestones.mapped(here, document, subjects)
        return Response(PreviewShown.of(preview_shown(lines, rule, names)))


class ImportedRequirements(Endpoint):
    @extend_schema(
        tags=["milestones"],
        request=DocumentInput,
        responses={201: ImportedShown},
        examples=[examples.IMPORT],
    )
    @once
    def post(self, request: Request, course: int) -> Response:
        """Take an export into a course: all of it, or nothing."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.EDIT_MILESTONES, here)
        told = body_of(request, DocumentInput)
        ties = port_milestones.import_requirements(
            self.caller,
            here,
            told["document"],
            told["subjects"],
            replaces_rule=told["replaces_rule"],
            now=self.now,
        )
        return Response(ImportedShown.of({"results": ties}), status=201)
