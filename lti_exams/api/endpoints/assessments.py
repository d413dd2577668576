"""Where questions lie: places defined, chosen for exams, and asked for scores."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from lti_exams.api.endpoint import Endpoint, once
from lti_exams.api.errors import InputRefused
from lti_exams.api.reading import body_of
from lti_exams.api.shapes import examples
from lti_exams.api.shapes.assessments import (
    AskedShown,
    AssessmentInput,
    AssessmentShown,
    AssessmentsShown,
    AssessmentWithSecretShown,
    QuestionsInput,
    QuestionsShown,
    asked_shown,
    assessment_shown,
    content_item,
    questions_shown,
)
from lti_exams.assessments import api as assessments
from lti_exams.journeys import choose_questions, define_assessments, reach
from lti_exams.journeys.ask_again import ask_again
from lti_exams.tools import api as tools


class Assessments(Endpoint):
    @extend_schema(tags=["assessments"], responses=AssessmentsShown)
    def get(self, _: Request) -> Response:
        """List every place where questions can lie."""
        told = [assessment_shown(one) for one in define_assessments.see_assessments(self.caller)]
        return Response(AssessmentsShown.of({"results": told}))

    @extend_schema(
        tags=["assessments"],
        request=AssessmentInput,
        responses={201: AssessmentWithSecretShown},
        examples=[examples.ASSESSMENT],
    )
    @once
    def post(self, request: Request) -> Response:
        """Define a place where questions lie; the secret of a page outside is shown this once."""
        new = _new(body_of(request, AssessmentInput))
        made = define_assessments.define_assessment(self.caller, new, now=self.now)
        told = {**assessment_shown(made), "secret": made.secret}
        return Response(AssessmentWithSecretShown.of(told), status=201)


def _new(told: dict[str, object]) -> assessments.NewAssessment:
    tool = told.pop("tool")
    found = tools.by_id(tool) if isinstance(tool, int) else None
    return assessments.NewAssessment(tool=found, **told)  # type: ignore[arg-type]


class OneAssessment(Endpoint):
    @extend_schema(tags=["assessments"], responses=AssessmentShown)
    def get(self, _: Request, assessment: int) -> Response:
        """Show a place where questions lie to staff of the service."""
        found = define_assessments.see_assessment(self.caller, assessment)
        return Response(AssessmentShown.of(assessment_shown(found)))

    @extend_schema(tags=["assessments"], request=AssessmentInput, responses=AssessmentShown)
    @once
    def put(self, request: Request, assessment: int) -> Response:
        """Change what is known of a place; its key, its way and its tool stay."""
        found = define_assessments.see_assessment(self.caller, assessment)
        new = _new(body_of(request, AssessmentInput))
        _refuse_another(found, new)
        define_assessments.edit_assessment(self.caller, found, new, now=self.now)
        return Response(AssessmentShown.of(assessment_shown(found)))


def _refuse_another(known: assessments.Assessment, new: assessments.NewAssessment) -> None:
    stays = {
        "slug": not new.slug or known.key.endswith(f":{new.slug}"),
        "way": new.way.value == known.way,
        "tool": new.tool == known.tool,
    }
    for field, is_kept in stays.items():
        if not is_kept:
            raise InputRefused(field=field, why="it stays")


class AssessmentSecret(Endpoint):
    @extend_schema(tags=["assessments"], request=None, responses=AssessmentWithSecretShown)
    def post(self, _: Request, assessment: int) -> Response:
        """Give a page outside another secret to sign with, shown this once."""
        found = define_assessments.see_assessment(self.caller, assessment)
        secret = define_assessments.renew_secret(self.caller, found, now=self.now)
        told = {**assessment_shown(found), "secret": secret}
        return Response(AssessmentWithSecretShown.of(told))


class QuestionsOfExam(Endpoint):
    @extend_schema(tags=["assessments"], responses=QuestionsShown)
    def get(self, _: Request, course: int, exam: int) -> Response:
        """Show where the questions of an exam lie, and where they could."""
        return self._shown(course, exam)

    @extend_schema(
        tags=["assessments"],
        request=QuestionsInput,
        responses=QuestionsShown,
        examples=[examples.QUESTIONS],
    )
    @once
    def put(self, request: Request, course: int, exam: int) -> Response:
        """Say where the questions of an exam lie, and which of what is there it opens."""
        found = reach.exam(self.caller, course, exam)
        told = body_of(request, QuestionsInput)
        content = told["content"]
        try:
            choose_questions.choose_questions(
                self.caller,
                found,
                told["assessment"],
                extra_credit=told["allows_extra_credit"],
                item=content_item(content) if content else None,
                now=self.now,
            )
        except assessments.ContentRefused as error:
            raise InputRefused(field="content", why=str(error.values["why"])) from error
        return self._shown(course, exam)

    def _shown(self, course: int, exam: int) -> Response:
        here = reach.exam(self.caller, course, exam).course
        seen = choose_questions.see_questions(self.caller, here, exam)
        return Response(QuestionsShown.of(questions_shown(seen)))


class AskingAgain(Endpoint):
    @extend_schema(tags=["assessments"], request=None, responses=AskedShown)
    def post(self, _: Request, attempt: int) -> Response:
        """Ask whoever keeps the questions for a score that has not come, at most once an hour."""
        found = reach.looked_after(self.caller, attempt)
        return Response(AskedShown.of(asked_shown(ask_again(self.caller, found, now=self.now))))
