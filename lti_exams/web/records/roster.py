"""The page of who is in a course, how well we know it, and who does not fit."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from lti_exams.journeys import read_rosters
from lti_exams.journeys.access import Act
from lti_exams.web.qualifying.desk import Desk
from lti_exams.web.records.looks import base_of, page, title_of
from lti_exams.web.views.listing import page_number, pages_of

ON_A_PAGE = 50


def roster(desk: Desk) -> HttpResponse:
    """Show who learns in the course, and what changed since the last decision."""
    query = desk.request.GET.dict()
    seen = read_rosters.see_roster(desk.caller, desk.period, now=timezone.now())
    found = read_rosters.list_learners(
        desk.caller, desk.period, search=query.get("search", "")[:200]
    )
    number, total = page_number(query), found.count()
    sees_lists = desk.caller.may(Act.SEE_QUALIFICATIONS, desk.period)
    return page(
        desk,
        "web/records/roster.html",
        room="roster",
        seen=seen,
        failure=title_of(seen.roster.failure) if seen.roster else "",
        members=found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE],
        total=total,
        search=query.get("search", ""),
        pages=pages_of(query, number, total, size=ON_A_PAGE),
        drift=read_rosters.see_drift(desk.caller, desk.period) if sees_lists else None,
        may_read=desk.caller.may(Act.READ_ROSTER, desk.period),
    )


def read(desk: Desk) -> HttpResponse:
    """Let the roster be read as soon as the worker comes by."""
    read_rosters.ask_for_roster(desk.caller, desk.period, now=timezone.now())
    return redirect(f"{base_of(desk)}roster/")
