"""The names under which tools know people: different in each tool, and meaningless elsewhere."""

import base64
import hashlib
import hmac
from collections.abc import Collection

from lti_exams.accounts.api import User
from lti_exams.kernel.prepared import Asked, Question
from lti_exams.launches import api as launches
from lti_exams.tools.models import Pseudonym, Tool

Whom = launches.Person | User
_LONGEST_SUB = 64

_of_person = Question(lambda: Pseudonym.objects.filter(tool=Asked("tool"), person=Asked("whom")))
_of_staff = Question(lambda: Pseudonym.objects.filter(tool=Asked("tool"), staff=Asked("whom")))
# Asked by every call of a tool about somebody.
_behind = Question(
    lambda: Pseudonym.objects.select_related("person").filter(tool=Asked("tool"), sub=Asked("sub"))
)


def pseudonym(tool: Tool, whom: Whom) -> str:
    """Return the `sub` by which this tool, and no other, knows a person or a member of staff."""
    mine = {"staff": whom} if isinstance(whom, User) else {"person": whom}
    asked = _of_staff if isinstance(whom, User) else _of_person
    known = asked.one(tool=tool.pk, whom=whom.pk)
    if known:
        return known.sub
    made, _ = Pseudonym.objects.get_or_create(
        tool=tool, **mine, defaults={"sub": _made(tool, f"{next(iter(mine))}:{whom.pk}")}
    )
    return made.sub


def pseudonyms(tool: Tool, people: Collection[launches.Person]) -> dict[int, str]:
    """Return the `sub` of each of many people, by their keys, in as many queries as for one."""
    mine = Pseudonym.objects.filter(tool=tool, person__in=people)
    subs = dict(mine.values_list("person", "sub"))
    new = {one.pk: _made(tool, f"person:{one.pk}") for one in people if one.pk not in subs}
    rows = [Pseudonym(tool=tool, person_id=key, sub=sub) for key, sub in new.items()]
    Pseudonym.objects.bulk_create(rows, ignore_conflicts=True)
    return subs | new


def _made(tool: Tool, whom: str) -> str:
    digest = hmac.digest(tool.pseudonym_secret.encode(), whom.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def person_behind(tool: Tool, sub: str) -> launches.Person | None:
    """Return the person whom a tool means by a `sub`; nobody for what it made up."""
    if not 0 < len(sub) <= _LONGEST_SUB or "\x00" in sub:
        return None
    known = _behind.one(tool=tool.pk, sub=sub)
    return known.person if known else None


def forget_pseudonyms(person: launches.Person) -> None:
    """Let nobody find the way from a tool's records back to a person."""
    Pseudonym.objects.filter(person=person).delete()
