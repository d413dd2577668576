"""Installing tools, making links, minting tokens."""

from typing import Any

from django.db import transaction

from lti_exams.sandbox.common import jose
from lti_exams.sandbox.lms import clock, profiles
from lti_exams.sandbox.lms.control import find, told
from lti_exams.sandbox.lms.control.shape import Body
from lti_exams.sandbox.lms.models import Link, PendingLaunch, Tool
from lti_exams.sandbox.lms.platform import claims, installing, keys, launches, linking
from lti_exams.sandbox.lms.platform import vocabulary as words


def list_tools(body: Body) -> list[dict[str, Any]]:
    """Return the copy sheet of every tool."""
    del body
    return [installing.copy_sheet(tool) for tool in Tool.objects.all()]


def install_tool(body: Body) -> dict[str, Any]:
    """Install a tool and return what it must be told."""
    details = installing.ToolDetails(
        name=body["name"],
        login_url=body["login_url"],
        launch_url=body["launch_url"],
        jwks_url=body["jwks_url"],
        redirect_uris=body.get("redirect_uris", []),
        deep_linking_url=body.get("deep_linking_url", ""),
        custom=body.get("custom", {}),
    )
    return installing.copy_sheet(installing.install(details, profiles.current()))


def deploy_tool(body: Body, client_id: str) -> dict[str, Any]:
    """Deploy a tool once more."""
    del body
    tool = find.tool(client_id)
    installing.deploy_again(tool, profiles.current())
    return installing.copy_sheet(tool)


def list_links(body: Body) -> list[dict[str, Any]]:
    """Return every link."""
    del body
    return [told.link(link) for link in Link.objects.select_related("course", "deployment__tool")]


def add_link(body: Body) -> dict[str, Any]:
    """Put a link into a course, with a column where one is wanted."""
    wanted = body.get("line_item")
    content = linking.Content(
        title=body["title"],
        url=body.get("url", ""),
        description=body.get("description", ""),
        custom=body.get("custom", {}),
        available=linking.Window(**body.get("available", {})),
        submission=linking.Window(**body.get("submission", {})),
        column=_column(wanted) if wanted else None,
    )
    deployment = find.deployment(body["client_id"], body.get("deployment_id"))
    link = linking.add(find.course(body["course"]), deployment, content, profiles.current())
    link.copied_from = body.get("copied_from", "")
    link.save()
    return told.link(link)


def _column(wanted: dict[str, Any]) -> linking.Column:
    return linking.Column(
        label=wanted.get("label", ""),
        maximum=wanted.get("score_maximum", 100),
        resource_id=wanted.get("resource_id", ""),
        tag=wanted.get("tag", ""),
        grades_released=wanted.get("grades_released"),
        submission_review=wanted.get("submission_review"),
        attempts_allowed=wanted.get("attempts_allowed"),
    )


def change_link(body: Body, number: int) -> dict[str, Any]:
    """Change the title, the custom parameters or the times of a link."""
    allowed = {
        "title",
        "description",
        "url",
        "custom",
        "available_from",
        "available_until",
        "submission_from",
        "submission_until",
        "copied_from",
    }
    link = find.link(number)
    for name in allowed & body.keys():
        setattr(link, name, body[name])
    link.save()
    return told.link(link)


def remove_link(body: Body, number: int) -> dict[str, Any]:
    """Take a link out of its course."""
    del body
    # What hangs on a link is looked up before it is deleted: nothing may come in between.
    with transaction.atomic():
        find.link(number).delete()
    return {}


def mint(body: Body) -> dict[str, Any]:
    """Sign an id_token for a script; an override of null leaves the claim out."""
    profile, now = profiles.current(), clock.now()
    launch = launches.prepare(_launch(body), profile=profile, now=now)
    made = claims.of(launch, profile, nonce=body.get("nonce", ""), now=now)
    made |= body.get("overrides", {})
    made = {name: value for name, value in made.items() if value is not None}
    key = jose.new_key() if body.get("foreign_key") else keys.signing_key()
    token = jose.sign(made, key, headers=body.get("headers"))
    return {"id_token": token, "claims": made, "hint": launch.hint}


def login(body: Body) -> dict[str, Any]:
    """Return the login initiation of a launch that a script wants to begin."""
    profile = profiles.current()
    launch = launches.prepare(_launch(body), profile=profile, now=clock.now())
    initiation = launches.login_initiation(launch, profile=profile)
    return {
        "method": initiation.method,
        "url": initiation.url,
        "parameters": initiation.parameters,
    }


def _launch(body: Body) -> PendingLaunch:
    link = find.link(body["link"]) if "link" in body else None
    item = find.line_item(body["line_item"]) if "line_item" in body else None
    course = find.course(body["course"]) if "course" in body else None
    return PendingLaunch(
        message_type=body.get("message_type", words.RESOURCE_LINK),
        deployment=link.deployment if link else find.deployment(body["client_id"], None),
        person=find.person(body["user"]),
        about=find.person(body["for_user"]) if "for_user" in body else None,
        course=link.course if link else course,
        link=link,
        line_item=item,
        window=body.get("window", "iframe"),
    )
