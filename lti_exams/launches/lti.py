"""From a signed id_token to a valid launch: our checks first, pylti1p3's validators after.

And the other way, what a teacher picked as the content item that an LMS reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pylti1p3.deep_link_resource import DeepLinkResource
from pylti1p3.exception import LtiException
from pylti1p3.lineitem import LineItem
from pylti1p3.message_validators import get_validators

from lti_exams.launches.errors import LaunchRefused
from lti_exams.launches.rules import checks, names
from lti_exams.launches.rules.claims import ValidLaunch, read_launch
from lti_exams.launches.rules.predicates import Expected
from lti_exams.trust import api as trust

_VALIDATORS = tuple(get_validators())


def check(token: trust.SignedToken, expected: Expected, *, plain_too: bool) -> ValidLaunch:
    """Hold a signed token against what its login led us to expect."""
    passed, failing = checks.first_failing(token.claims, expected)
    if failing is not None:
        raise LaunchRefused(
            failing.code, failed=(failing.name,), sentence=failing.sentence, passed=passed
        )
    _let_pylti1p3_look(token.claims)
    return read_launch(token.claims, plain_too=plain_too, passed=passed)


def _let_pylti1p3_look(claims: Mapping[str, object]) -> None:
    """Let the library that others use look last: what we accept, it accepts.

    Deep Linking is left out: it insists that an LMS accepts links to resources, and an LMS that
    accepts other items only is still answered.
    """
    if claims[names.MESSAGE_TYPE] == names.DEEP_LINKING_REQUEST:
        return
    for validator in _VALIDATORS:
        if validator.can_validate(claims):
            _validate(validator, claims)


def _validate(validator: object, claims: Mapping[str, object]) -> None:
    try:
        validator.validate(claims)  # type: ignore[attr-defined]
    except LtiException as error:
        raise LaunchRefused("launch-pylti1p3", why=str(error)) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The column of the gradebook that is wanted for a link."""

    label: str
    maximum: float
    resource_id: str
    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when until when; a side that is None stays open."""

    begins_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkItem:
    """A link that a teacher picked for a course."""

    title: str
    url: str
    custom: Mapping[str, str] = field(default_factory=dict)
    column: Column | None = None
    available: Span = Span()
    submission: Span = Span()


def content_item(item: LinkItem) -> dict[str, object]:
    """Return a picked link as Deep Linking 2.0 writes it, an ltiResourceLink."""
    resource = DeepLinkResource().set_title(item.title).set_url(item.url)
    resource.set_custom_params(dict(item.custom))
    if item.column is not None:
        resource.set_lineitem(_line_item(item.column))
    told: dict[str, object] = resource.to_dict()
    spans = {"available": _span(item.available), "submission": _span(item.submission)}
    return told | {name: span for name, span in spans.items() if span}


def _line_item(column: Column) -> LineItem:
    return (
        LineItem()
        .set_label(column.label)
        .set_score_maximum(column.maximum)
        .set_resource_id(column.resource_id)
        .set_tag(column.tag)
    )


def _span(span: Span) -> dict[str, str]:
    given = {"startDateTime": span.begins_at, "endDateTime": span.ends_at}
    return {name: _iso(instant) for name, instant in given.items() if instant is not None}


def _iso(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
