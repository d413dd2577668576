"""Tools that we launch: listed, registered, changed, switched on and off."""

from dataclasses import replace
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from lti_exams.api.endpoint import Endpoint, once
from lti_exams.api.reading import body_of, query_of
from lti_exams.api.shapes import examples
from lti_exams.api.shapes.tools import (
    ActivationInput,
    DeletionInput,
    DeletionShown,
    ToolChangeInput,
    ToolInput,
    ToolShown,
    ToolsQuery,
    ToolsShown,
)
from lti_exams.journeys.access import Act
from lti_exams.journeys.approve_tool import decide_about_tool
from lti_exams.journeys.forget_person import forget_person
from lti_exams.journeys.register_tool import edit_tool, register_tool
from lti_exams.tools import api as tools


class Tools(Endpoint):
    @extend_schema(tags=["tools"], parameters=[ToolsQuery], responses=ToolsShown)
    def get(self, request: Request) -> Response:
        """List the tools by name, with what each needs to know of us."""
        self.caller.check_may(Act.SEE_TOOLS)
        wanted = query_of(request, ToolsQuery)
        found = tools.all_tools()
        if "kind" in wanted:
            found = found.filter(kind=wanted["kind"])
        offset, limit = wanted["offset"], wanted["limit"]
        told = {
            "results": [_with_sheet(tool) for tool in found[offset : offset + limit]],
            "total": found.count(),
            "offset": offset,
            "limit": limit,
        }
        return Response(ToolsShown.of(told))

    @extend_schema(
        tags=["tools"],
        request=ToolInput,
        responses={201: ToolShown},
        examples=[examples.TOOL],
    )
    @once
    def post(self, request: Request) -> Response:
        """Register a tool; it may be launched at once."""
        self.caller.check_may(Act.REGISTER_TOOL)
        new = tools.NewTool(**body_of(request, ToolInput))
        return _answer(register_tool(new, by=self.caller, now=self.now), status=201)


class OneTool(Endpoint):
    @extend_schema(tags=["tools"], responses=ToolShown)
    def get(self, request: Request, tool: int) -> Response:  # noqa: ARG002
        """Tell what is known of a tool."""
        self.caller.check_may(Act.SEE_TOOLS)
        return _answer(tools.by_id(tool))

    @extend_schema(tags=["tools"], request=ToolChangeInput, responses=ToolShown)
    @once
    def patch(self, request: Request, tool: int) -> Response:
        """Change a tool; what is left out stays."""
        self.caller.check_may(Act.REGISTER_TOOL)
        known = tools.told_of(tools.by_id(tool))
        changed = replace(known, **body_of(request, ToolChangeInput))
        return _answer(edit_tool(tool, changed, by=self.caller, now=self.now))


class ToolActivation(Endpoint):
    @extend_schema(tags=["tools"], request=ActivationInput, responses=ToolShown)
    @once
    def post(self, request: Request, tool: int) -> Response:
        """Switch a tool on, which approves one that registered itself, or off."""
        self.caller.check_may(Act.DECIDE_ABOUT_TOOL)
        act = "activate" if body_of(request, ActivationInput)["active"] else "deactivate"
        return _answer(decide_about_tool(tool, act, by=self.caller, now=self.now))


class Deletions(Endpoint):
    @extend_schema(tags=["tools"], request=DeletionInput, responses=DeletionShown)
    def post(self, request: Request) -> Response:
        """Ask every tool and vendor that knows a person to delete it; erase them here as well."""
        self.caller.check_may(Act.ASK_TOOLS_TO_FORGET)
        told = body_of(request, DeletionInput)
        done = forget_person(
            told["person"],
            by=self.caller,
            reason=told["reason"],
            erase=told["erase"],
            now=self.now,
        )
        return Response(DeletionShown.of(done))


def _answer(tool: tools.Tool, *, status: int = 200) -> Response:
    return Response(ToolShown.of(_with_sheet(tool)), status=status)


def _with_sheet(tool: tools.Tool) -> Any:
    tool.sheet = tools.sheet(tool)  # type: ignore[attr-defined]
    return tool
