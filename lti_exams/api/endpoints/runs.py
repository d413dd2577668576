"""Programs go through the wizard too: compute, look at the preview, save."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from lti_exams.api.endpoint import Endpoint, once
from lti_exams.api.reading import body_of, query_of
from lti_exams.api.shapes import runs as shapes
from lti_exams.journeys import qualify_students, reach, see_preview
from lti_exams.journeys.access import Act
from lti_exams.kernel.conditions import Leaf
from lti_exams.qualifications import api as qualifications

_SIDES: dict[str, dict[str, Any]] = {
    "yes": {"qualifies": True},
    "no": {"qualifies": False},
    "open": {"is_open": True},
}


class Runs(Endpoint):
    @extend_schema(
        tags=["qualifications"], request=shapes.RunInput, responses={201: shapes.RunShown}
    )
    @once
    def post(self, request: Request, course: int) -> Response:
        """Compute who would qualify by a plugin and its settings; no status is saved."""
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.QUALIFY, here)
        told = body_of(request, shapes.RunInput)
        run = qualify_students.dry_run(
            self.caller, here, told["plugin"], told.get("settings", {}), now=self.now
        )
        names = ("key", "period_id", "plugin", "plugin_settings", "computed_at")
        shown = {name: getattr(run, name) for name in names}
        shown["tally"] = see_preview.see_counts(self.caller, run, now=self.now)
        return Response(shapes.RunShown.of(shown), status=201)


class OneRun(Endpoint):
    @extend_schema(
        tags=["qualifications"], parameters=[shapes.RunQuery], responses=shapes.RunLinesShown
    )
    def get(self, request: Request, course: int, run: str) -> Response:
        """List who would qualify by a run of the caller, and why."""
        found = qualify_students.run_of(self.caller, reach.course(self.caller, course), run)
        asked = query_of(request, shapes.RunQuery)
        wanted = qualifications.Wanted(
            start=asked["offset"],
            size=asked["limit"],
            search=asked["search"],
            **_SIDES.get(asked.get("qualifies", ""), {}),
        )
        seen = see_preview.see_lines(self.caller, found, wanted, now=self.now)
        told = {name: asked[name] for name in ("offset", "limit")}
        told |= {"total": seen.total, "results": [_line(one) for one in seen.lines]}
        return Response(shapes.RunLinesShown.of(told))


def _line(one: qualifications.Line) -> dict[str, Any]:
    because = one.explanation.verdict.because
    return {
        "related_student": one.member.pk,
        "person": one.member.person,
        "qualifies": None if one.is_open else one.qualifies,
        "reasons": [_reason(one, leaf, met=met) for leaf, met in because],
    }


def _reason(one: qualifications.Line, leaf: Leaf, *, met: bool) -> dict[str, Any]:
    about = dict(leaf.parameters)
    limit = about.get("least", about.get("most"))
    return {
        "asked": leaf.name.removeprefix("column-").removeprefix("sum-"),
        "column": about.get("column"),
        "among": about.get("set"),
        "limit": limit,
        "missing": None if limit is None else one.explanation.missing(leaf),
        "met": met,
    }


class RunSaving(Endpoint):
    @extend_schema(
        tags=["qualifications"],
        request=shapes.RunSavingInput,
        responses={201: shapes.RunSavedShown, 409: shapes.RunSavedShown},
    )
    @once
    def post(self, request: Request, course: int, run: str) -> Response:
        """Save a run as a status, or say that something has changed since it was computed."""
        found = qualify_students.run_of(self.caller, reach.course(self.caller, course), run)
        told = body_of(request, shapes.RunSavingInput)
        saving = qualifications.Saving(state=told["state"], message=told.get("message", ""))
        saved = qualify_students.save_run(self.caller, found, saving, now=self.now)
        shown = {
            "status": saved.status.pk if saved.status else None,
            "changed": len(saved.changed),
            "rule_changed": saved.rule_changed,
            "newer": saved.newer.pk if saved.newer else None,
        }
        return Response(shapes.RunSavedShown.of(shown), status=201 if saved.status else 409)
