"""Pages of a launch about milestones: for staff of the course, and a learner's own."""

from django.urls import path

from lti_exams.web.views import (
    completion,
    milestone_exchange,
    milestone_people,
    milestone_requests,
    milestone_ties,
    milestones,
    own_milestones,
)

urlpatterns = [
    path("gate/", own_milestones.gate, name="gate"),
    path("gate/state", own_milestones.gate_state, name="gate-state"),
    path("gate/ask", own_milestones.ask, name="gate-ask"),
    path("milestones/mine", own_milestones.mine, name="own-milestones"),
    path("milestones/mine/<int:milestone>/badge", own_milestones.badge, name="own-badge"),
    path("milestones/", milestone_ties.milestone_list, name="teacher-milestones"),
    path("milestones/new", milestones.make, name="teacher-milestone-new"),
    path("milestones/<int:milestone>/", milestones.detail, name="teacher-milestone"),
    path("milestones/<int:milestone>/edit", milestones.change, name="teacher-milestone-change"),
    path("milestones/<int:milestone>/switch", milestones.switch, name="teacher-milestone-switch"),
    path("milestones/<int:milestone>/give", milestones.give, name="teacher-give"),
    path(
        "milestones/<int:milestone>/give/<int:tie>/remove",
        milestones.give_no_more,
        name="teacher-give-no-more",
    ),
    path("milestones/need", milestone_ties.need, name="teacher-need"),
    path("milestones/need/remove", milestone_ties.need_no_more, name="teacher-need-no-more"),
    path("milestones/ask", milestone_ties.ask, name="teacher-ask"),
    path("milestones/ask/<int:tie>/remove", milestone_ties.ask_no_more, name="teacher-ask-no-more"),
    path("milestones/completion", completion.completion, name="teacher-course-completion"),
    path("milestones/people/<int:person>/complete", completion.complete, name="teacher-complete"),
    path("milestones/map", milestone_people.requirement_map, name="teacher-milestone-map"),
    path("milestones/what-if", milestone_people.what_if_page, name="teacher-milestone-what-if"),
    path("milestones/people/", milestone_people.people, name="teacher-milestone-people"),
    path(
        "milestones/people/<int:person>/", milestone_people.record, name="teacher-milestone-record"
    ),
    path(
        "milestones/people/<int:person>/decide",
        milestone_people.decide,
        name="teacher-milestone-decide",
    ),
    path(
        "milestones/requests/", milestone_requests.request_list, name="teacher-milestone-requests"
    ),
    path(
        "milestones/requests/<int:appeal>/answer",
        milestone_requests.answer,
        name="teacher-milestone-answer",
    ),
    path("milestones/exchange/", milestone_exchange.exchange, name="teacher-milestone-exchange"),
    path(
        "milestones/exchange/requirements.json",
        milestone_exchange.requirements,
        name="teacher-requirements-file",
    ),
    path("milestones/exchange/awards.csv", milestone_exchange.awards, name="teacher-awards-file"),
    path("milestones/exchange/import", milestone_exchange.take_in, name="teacher-milestone-import"),
    path("milestones/exchange/decide", milestone_exchange.decide_many, name="teacher-decide-many"),
]
