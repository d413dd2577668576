"""The milestones of a course, what asks for them and what gives them."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from lti_exams.api.endpoint import Endpoint, once
from lti_exams.api.reading import body_of, query_of
from lti_exams.api.shapes import milestone_examples as examples
from lti_exams.api.shapes.courses import PageQuery
from lti_exams.api.shapes.milestones import (
    FulfilmentInput,
    GroupInput,
    KindInput,
    KindsShown,
    MilestoneChangesInput,
    MilestoneInput,
    MilestoneShown,
    MilestonesShown,
    PrerequisitesInput,
    PrerequisitesShown,
    RemovalInput,
    RequirementInput,
    RequirementsShown,
    RuleInput,
    RuleShown,
    TieShown,
    TroublesShown,
    condition_of,
)
from lti_exams.journeys import define_milestones, order_courses, reach
from lti_exams.journeys.access import Act
from lti_exams.journeys.find_subjects import subject_in
from lti_exams.journeys.see_milestones import see_milestones
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones


class _OfACourse(Endpoint):
    """What staff do about the milestones of a course."""

    def editable(self, course: int) -> launches.Course:
        here = reach.course(self.caller, course)
        self.caller.check_may(Act.EDIT_MILESTONES, here)
        return here


class Kinds(Endpoint):
    @extend_schema(tags=["milestones"], responses=KindsShown)
    def get(self, _: Request) -> Response:
        """List the kinds of relation, also those that are off."""
        found = order_courses.see_kinds(self.caller)
        return Response(KindsShown.of({"results": found}))

    @extend_schema(tags=["milestones"], request=KindInput, responses=KindsShown)
    @once
    def put(self, request: Request) -> Response:
        """Add a kind, or switch one on or off: while it is off its gates stay shut."""
        told = body_of(request, KindInput)
        found = order_courses.keep_kind(self.caller, **told, now=self.now)
        return Response(KindsShown.of({"results": found}))


class Milestones(_OfACourse):
    @extend_schema(tags=["milestones"], parameters=[PageQuery], responses=MilestonesShown)
    def get(self, request: Request, course: int) -> Response:
        """List the milestones that a course made, asks for or gives."""
        here = reach.course(self.caller, course)
        found = see_milestones(self.caller, here, now=self.now).found
        wanted = query_of(request, PageQuery)
        offset, limit = wanted["offset"], wanted["limit"]
        told = {
            "results": found[offset : offset + limit],
            "total": len(found),
            "offset": offset,
            "limit": limit,
        }
        return Response(MilestonesShown.of(told))

    @extend_schema(
        tags=["milestones"],
        request=MilestoneInput,
        responses={201: MilestoneShown},
        examples=[examples.MILESTONE],
    )
    @once
    def post(self, request: Request, course: int) -> Response:
        """Make a milestone, or return the one of this name, switched on."""
        here = self.editable(course)
        told = body_of(request, MilestoneInput)
        follow = told.pop("links_follow")
        new = milestones.NewMilestone(**{"namespace": "", **told})
        made = define_milestones.add_milestone(
            self.caller, here, new, links_follow=follow, now=self.now
        )
        return Response(MilestoneShown.of(made), status=201)


class OneMilestone(_OfACourse):
    @extend_schema(tags=["milestones"], request=MilestoneChangesInput, responses=MilestoneShown)
    @once
    def patch(self, request: Request, course: int, milestone: int) -> Response:
        """Change a milestone of a course."""
        here = self.editable(course)
        changes = milestones.MilestoneChanges(**body_of(request, MilestoneChangesInput))
        edited = define_milestones.edit_milestone(
            self.caller, here, milestone, changes, now=self.now
        )
        return Response(MilestoneShown.of(edited))


class RemovedMilestone(_OfACourse):
    @extend_schema(tags=["milestones"], request=RemovalInput, responses=TroublesShown)
    @once
    def post(self, request: Request, course: int, milestone: int) -> Response:
        """Switch a milestone off; whoever holds it keeps it, and its gates stay shut."""
        here = self.editable(course)
        how = body_of(request, RemovalInput)
        remove = define_milestones.remove_milestone
        lost = remove(self.caller, here, milestone, now=self.now, **how)
        return Response(TroublesShown.of({"troubles": lost}))


class Requirements(_OfACourse):
    @extend_schema(tags=["milestones"], responses=RequirementsShown)
    def get(self, _: Request, course: int) -> Response:
        """Show everything that a course asks and gives, and what nobody can meet any more."""
        here = reach.course(self.caller, course)
        seen = see_milestones(self.caller, here, now=self.now)
        ties = milestones.ties(milestones.Wanted(courses=[str(here.pk)]), now=self.now)
        rule = milestones.course_rule(str(here.pk))
        told = {
            "requirements": [one for one in ties if one.side is milestones.Side.REQUIRES],
            "fulfilments": [one for one in ties if one.side is milestones.Side.FULFILS],
            "troubles": seen.troubles,
            "names": seen.names,
            "completion_rule": rule.document if rule else None,
        }
        return Response(RequirementsShown.of(told))

    @extend_schema(
        tags=["milestones"],
        request=RequirementInput,
        responses={201: TieShown},
        examples=[examples.REQUIREMENT],
    )
    @once
    def post(self, request: Request, course: int) -> Response:
        """Let a course, or something in it, ask for a milestone."""
        here = self.editable(course)
        told = body_of(request, RequirementInput)
        new = milestones.NewRequirement(
            subject=subject_in(here, told["subject"]),
            milestone=told["milestone"],
            condition=condition_of(told.get("condition")),
            kind=told["kind"],
            parent=told.get("parent"),
        )
        made = define_milestones.require(self.caller, here, new, now=self.now)
        return Response(TieShown.of(made), status=201)


class Groups(_OfACourse):
    @extend_schema(
        tags=["milestones"],
        request=GroupInput,
        responses={201: TieShown},
        examples=[examples.GROUP],
    )
    @once
    def post(self, request: Request, course: int) -> Response:
        """Let a course, or something in it, ask for all, any or some of several milestones."""
        here = self.editable(course)
        told = body_of(request, GroupInput)
        new = milestones.NewGroup(
            subject=subject_in(here, told["subject"]),
            mode=told["mode"],
            count=told.get("count"),
            milestones=told["milestones"],
            kind=told["kind"],
            parent=told.get("parent"),
        )
        made = define_milestones.require_group(self.caller, here, new, now=self.now)
        return Response(TieShown.of(made), status=201)


class RemovedRequirement(_OfACourse):
    @extend_schema(tags=["milestones"], request=None, responses=TroublesShown)
    @once
    def post(self, _: Request, course: int, requirement: int) -> Response:
        """Ask for it no more; a group goes with its parts."""
        here = self.editable(course)
        lost = define_milestones.remove_requirement(self.caller, here, requirement, now=self.now)
        return Response(TroublesShown.of({"troubles": lost}))


class Fulfilments(_OfACourse):
    @extend_schema(
        tags=["milestones"],
        request=FulfilmentInput,
        responses={201: TieShown},
        examples=[examples.FULFILMENT],
    )
    @once
    def post(self, request: Request, course: int) -> Response:
        """Let a course, or something in it, give a milestone; also for what was done before."""
        here = self.editable(course)
        told = body_of(request, FulfilmentInput)
        new = milestones.NewFulfilment(
            subject=subject_in(here, told["subject"]),
            milestone=told["milestone"],
            condition=condition_of(told.get("condition")),
            when_lost=told.get("when_lost", milestones.WhenLost.TAKE_BACK),
            holds_for_days=told.get("holds_for_days"),
            kind=told["kind"],
        )
        made = define_milestones.fulfil(self.caller, here, new, now=self.now)
        return Response(TieShown.of(made), status=201)


class RemovedFulfilment(_OfACourse):
    @extend_schema(tags=["milestones"], request=None, responses=TroublesShown)
    @once
    def post(self, _: Request, course: int, fulfilment: int) -> Response:
        """Give it no more; the answer says what stays shut because of it."""
        here = self.editable(course)
        lost = define_milestones.remove_fulfilment(self.caller, here, fulfilment, now=self.now)
        return Response(TroublesShown.of({"troubles": lost}))


class Prerequisites(_OfACourse):
    @extend_schema(
        tags=["milestones"],
        request=PrerequisitesInput,
        responses=PrerequisitesShown,
        examples=[examples.PREREQUISITES],
    )
    @once
    def put(self, request: Request, course: int) -> Response:
        """Let a course, or an exam in it, need exactly these to be completed first."""
        here = self.editable(course)
        told = body_of(request, PrerequisitesInput)
        needed = {one["subject"]: condition_of(one.get("condition")) for one in told["needed"]}
        made = define_milestones.set_prerequisites(
            self.caller, here, told["subject"], needed, now=self.now
        )
        return Response(PrerequisitesShown.of({"results": made}))


class CompletionRule(_OfACourse):
    @extend_schema(
        tags=["milestones"], request=RuleInput, responses=RuleShown, examples=[examples.RULE]
    )
    @once
    def put(self, request: Request, course: int) -> Response:
        """Decide when a course is completed: by attempts, and by milestones."""
        here = self.editable(course)
        told = body_of(request, RuleInput)
        order_courses.set_course_rule(self.caller, here, told["rule"], now=self.now)
        rule = milestones.course_rule(str(here.pk))
        assert rule is not None  # noqa: S101 - it was stored just now
        return Response(RuleShown.of({"rule": rule.document, "version": rule.version}))
