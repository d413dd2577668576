"""What a valid launch says, as values: everything else in the token is left behind."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lti_exams.kernel.origins import kept_if_web, origins_of
from lti_exams.launches.rules import names
from lti_exams.launches.rules.predicates import Claims, part
from lti_exams.launches.rules.roles import context_roles, is_test_user

_LONGEST_TEXT = 255


@dataclass(frozen=True, slots=True)
class Who:
    sub: str
    name: str
    given_name: str
    family_name: str
    email: str


@dataclass(frozen=True, slots=True)
class Where:
    """The course and link that were launched. A link without a context is a course of its own."""

    context_id: str
    context_is_link: bool
    course_label: str
    course_title: str
    memberships_url: str
    resource_link_id: str
    link_title: str
    line_item_url: str
    line_items_url: str
    ags_scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ValidLaunch:
    """A launch that passed every check. Only `launches.lti.check` makes one."""

    message_type: str
    deployment_id: str
    who: Who
    where: Where | None
    roles: tuple[str, ...]
    is_test_user: bool
    return_url: str
    locale: str
    document_target: str
    custom: Mapping[str, str]
    for_user: Mapping[str, str]
    deep_linking: Mapping[str, object]
    # Where the LMS told, under its signature, that its pages and services are.
    origins: tuple[str, ...]
    family: str
    passed: tuple[str, ...] = field(repr=False)


def read_launch(claims: Claims, *, plain_too: bool, passed: tuple[str, ...]) -> ValidLaunch:
    """Read what passed the checks; an address that no browser should be sent to is dropped."""
    roles = [role for role in _list(claims.get(names.ROLES)) if isinstance(role, str)]
    presentation = part(claims, names.LAUNCH_PRESENTATION)
    return_url = kept_if_web(presentation.get("return_url"), plain_too=plain_too)
    where, deep_linking = _where(claims), _deep_linking(claims, plain_too=plain_too)
    return ValidLaunch(
        message_type=str(claims[names.MESSAGE_TYPE]),
        deployment_id=str(claims[names.DEPLOYMENT_ID]),
        who=_who(claims),
        where=where,
        roles=context_roles(roles),
        is_test_user=is_test_user(roles),
        return_url=return_url,
        locale=_text(presentation.get("locale"))[:35],
        document_target=_one_of(presentation.get("document_target"), "frame", "iframe", "window"),
        custom=_custom(claims),
        for_user=_for_user(claims),
        deep_linking=deep_linking,
        origins=origins_of(
            return_url,
            str(deep_linking.get("deep_link_return_url", "")),
            *((where.line_items_url, where.memberships_url) if where else ()),
        ),
        family=_text(part(claims, names.TOOL_PLATFORM).get("product_family_code"))[:60],
        passed=passed,
    )


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return value.strip()[:_LONGEST_TEXT] if isinstance(value, str) else ""


def _url(value: object) -> str:
    return value if isinstance(value, str) and len(value) <= 2000 else ""


def _one_of(value: object, *allowed: str) -> str:
    return value if isinstance(value, str) and value in allowed else ""


def _who(claims: Claims) -> Who:
    return Who(
        sub=str(claims["sub"]),
        name=_text(claims.get("name")),
        given_name=_text(claims.get("given_name")),
        family_name=_text(claims.get("family_name")),
        email=_text(claims.get("email")),
    )


def _where(claims: Claims) -> Where | None:
    context = part(claims, names.CONTEXT)
    link = part(claims, names.RESOURCE_LINK)
    context_id, link_id = str(context.get("id", "")), str(link.get("id", ""))
    if not (context_id or link_id):
        return None
    ags = part(claims, names.AGS)
    return Where(
        context_id=context_id or link_id,
        context_is_link=not context_id,
        course_label=_text(context.get("label")),
        course_title=_text(context.get("title"))
        or (_text(link.get("title")) if not context_id else ""),
        memberships_url=_url(part(claims, names.NRPS).get("context_memberships_url")),
        resource_link_id=link_id,
        link_title=_text(link.get("title")),
        line_item_url=_url(ags.get("lineitem")),
        line_items_url=_url(ags.get("lineitems")),
        ags_scopes=tuple(sorted(s for s in _list(ags.get("scope")) if isinstance(s, str))),
    )


def _custom(claims: Claims) -> dict[str, str]:
    """Return the custom parameters; a variable that the LMS did not resolve counts as absent."""
    return {
        name: value
        for name, value in part(claims, names.CUSTOM).items()
        if isinstance(value, str) and not value.startswith("$")
    }


def _for_user(claims: Claims) -> dict[str, str]:
    about = part(claims, names.FOR_USER)
    return {
        name: _text(about.get(name)) for name in ("user_id", "name", "email") if about.get(name)
    }


def _deep_linking(claims: Claims, *, plain_too: bool) -> dict[str, object]:
    settings = part(claims, names.DEEP_LINKING_SETTINGS)
    if str(claims[names.MESSAGE_TYPE]) != names.DEEP_LINKING_REQUEST:
        return {}
    return {
        "deep_link_return_url": kept_if_web(
            settings.get("deep_link_return_url"), plain_too=plain_too
        ),
        "accept_types": _list(settings.get("accept_types")),
        "accept_multiple": settings.get("accept_multiple") is True,
        "accept_lineitem": settings.get("accept_lineitem") is not False,
        "accept_presentation_document_targets": _list(
            settings.get("accept_presentation_document_targets")
        ),
        **({"data": settings["data"]} if "data" in settings else {}),
    }
