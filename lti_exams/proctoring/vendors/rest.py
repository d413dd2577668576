"""Vendors that speak our REST: signed calls out, signed calls in (docs/vendors.md)."""

import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings

from lti_exams.kernel import http
from lti_exams.kernel.digests import digest_of
from lti_exams.kernel.origins import kept_if_web
from lti_exams.kernel.remote import RemoteError
from lti_exams.kernel.strictjson import UnreadableJson, strict_json
from lti_exams.launches import api as launches
from lti_exams.outbox import api as outbox
from lti_exams.proctoring.errors import CallbackRefused, VendorUnreachable
from lti_exams.proctoring.models import Session, Vendor
from lti_exams.proctoring.operations.sessions import note_outside_key
from lti_exams.proctoring.queries.sessions import session_named
from lti_exams.proctoring.queries.vendors import by_key, policy_of, proctoring_of
from lti_exams.proctoring.rules.callbacks import Event, read_callback, read_control
from lti_exams.proctoring.rules.claims import resource_link_of
from lti_exams.proctoring.rules.words import Way
from lti_exams.proctoring.vendors.addresses import callback_address
from lti_exams.proctoring.vendors.shape import Passage, Visit, Word

_FRESH = timedelta(minutes=5)
_LONGEST_KEY = 200
_GONE = (404, 410)
_ID, _AT, _SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"


class RestVendor:
    """A session is made by a call of ours, and the vendor calls us with whatever happens."""

    def start(self, visit: Visit, *, now: datetime) -> Passage:
        """Ask the vendor for a session; it answers where the learner goes."""
        session = visit.session
        told = _sent("POST", session.vendor, "sessions", _asked(visit), now=now)
        url = told.get("url")
        if not isinstance(url, str) or not kept_if_web(url, plain_too=settings.HTTP_ALLOW_PLAIN):
            raise VendorUnreachable(name=session.vendor.name, why="no address to send people to")
        note_outside_key(session, str(told.get("id", "")).replace("\x00", ""))
        return Passage(url=url)

    def finish(self, visit: Visit, *, error: str, log: str, now: datetime) -> Passage | None:
        """Tell the vendor of the end; the browser need not go there."""
        body = {"error": error, "log": log}
        path = f"sessions/{visit.session.key}/end"
        _said("POST", visit.session.vendor, path, body, now=now)
        return None

    def verdict(
        self, body: bytes, headers: Mapping[str, str], *, vendor_key: str, now: datetime
    ) -> Word:
        """Read a call that the vendor signed, and that comes for the first time or again."""
        vendor = by_key(vendor_key)
        _check_signature(vendor, body, headers, now=now)
        try:
            document = strict_json(body)
        except UnreadableJson as error:
            raise CallbackRefused("callback-unreadable") from error
        told = read_callback(document)
        session = session_named(vendor, told.session)
        policy = policy_of(vendor, proctoring_of(session.attempt.exam))
        is_control = told.event is Event.CONTROL
        return Word(
            session=session,
            is_ready=told.event is Event.READY,
            verified=told.verified,
            call=read_control(document, told, policy, now=now) if is_control else None,
            verdict=told.verdict,
            reason=told.reason,
            links=told.links,
            replay_key=digest_of(f"{vendor.pk} {headers[_ID]} {digest_of(body.decode())}"),
        )

    def cancel(self, session: Session, *, now: datetime) -> None:
        """Tell the vendor that nobody comes any more."""
        _said("DELETE", session.vendor, f"sessions/{session.key}", {}, now=now)

    def forget(
        self, vendor: Vendor, person: launches.Person, sessions: Sequence[str], *, now: datetime
    ) -> None:
        """Ask the vendor to delete a person, under the names that it knows."""
        name = _pseudonym(vendor, person)
        _said("DELETE", vendor, f"people/{name}", {"sessions": list(sessions)}, now=now)


def _asked(visit: Visit) -> dict[str, object]:
    session, sitting = visit.session, visit.sitting
    return {
        "session": session.key,
        "person": _pseudonym(session.vendor, visit.person),
        "exam": {"id": resource_link_of(sitting.exam_id), "title": sitting.exam_title},
        "course": {"id": f"course-{sitting.course_id}", "title": sitting.course_title},
        "attempt_number": sitting.number,
        "settings": dict(sitting.settings),
        "actions": [action.value for action in visit.policy.actions],
        "locale": visit.locale,
        "return_url": sitting.return_url,
        "callback_url": callback_address(session.vendor.key),
    }


def _pseudonym(vendor: Vendor, person: launches.Person) -> str:
    """Return a name for a person that means nothing to anybody but this vendor."""
    told = f"{vendor.pk} {person.pk}".encode()
    return hmac.digest(vendor.pseudonym_secret.encode(), told, "sha256").hex()[:32]


def _sent(
    method: str, vendor: Vendor, path: str, told: Mapping[str, object], *, now: datetime
) -> Mapping[str, object]:
    """Call a vendor, and return the object with which it answers that it did what we asked."""
    answer = _called(method, vendor, path, told, now=now)
    try:
        read = answer.json() if answer.ok and answer.body else {}
    except RemoteError as error:
        raise VendorUnreachable(name=vendor.name, why=error.refusal_code) from error
    _check_done(vendor, answer)
    return read if isinstance(read, Mapping) else {}


def _said(
    method: str, vendor: Vendor, path: str, told: Mapping[str, object], *, now: datetime
) -> None:
    """Tell a vendor; what it does not know any more needs no telling."""
    answer = _called(method, vendor, path, told, now=now)
    if answer.status not in _GONE:
        _check_done(vendor, answer)


def _check_done(vendor: Vendor, answer: http.Answer) -> None:
    if not answer.ok:
        raise VendorUnreachable(name=vendor.name, why=f"status {answer.status}")


def _called(
    method: str, vendor: Vendor, path: str, told: Mapping[str, object], *, now: datetime
) -> http.Answer:
    body = json.dumps(told).encode()
    key = f"{path}:{int(now.timestamp() * 1000)}"
    signed = outbox.signed_headers(vendor.secret, key=key, at=int(now.timestamp()), body=body)
    url = f"{vendor.address.rstrip('/')}/{path}"
    headers = {"Content-Type": "application/json", **signed}
    try:
        return http.call(method, url, data=body, headers=headers)
    except RemoteError as error:
        raise VendorUnreachable(name=vendor.name, why=error.refusal_code) from error


def _check_signature(
    vendor: Vendor, body: bytes, headers: Mapping[str, str], *, now: datetime
) -> None:
    """Refuse what this vendor did not sign, or signed long ago."""
    key, at, signature = (headers.get(name, "") for name in (_ID, _AT, _SIGNATURE))
    is_time = at.isascii() and at.isdigit() and len(at) < 12
    if vendor.way != Way.REST or not 0 < len(key) <= _LONGEST_KEY or not is_time:
        raise CallbackRefused("callback-signature", name=vendor.name)
    due = f"v1,{outbox.signature(vendor.secret, key=key, at=int(at), body=body)}"
    given = signature.split(" ")[:10]
    if not any(hmac.compare_digest(due.encode(), one.encode()) for one in given):
        raise CallbackRefused("callback-signature", name=vendor.name)
    if abs(now.timestamp() - int(at)) > _FRESH.total_seconds():
        raise CallbackRefused("callback-late", name=vendor.name)
