from collections import defaultdict
from collections.abc import Collection

from django.db.models import F, QuerySet

from lti_exams.accounts.models import ApiToken, Unit, User

_LARGEST_KEY = 2**63 - 1


def all_tokens() -> QuerySet[ApiToken]:
    """Return every token, those that nobody has revoked first."""
    alive_first = F("revoked_at").desc(nulls_first=True)
    return ApiToken.objects.select_related("created_by").order_by(alive_first, "-pk")


def token_of(key: int) -> ApiToken | None:
    return ApiToken.objects.filter(pk=key).first() if 0 < key <= _LARGEST_KEY else None


def units_of(user: User) -> frozenset[int]:
    """Return the units that somebody looks after: theirs and everything below, in two queries."""
    found = set(user.posts.values_list("unit_id", flat=True)) if user.pk else set()
    if not found:
        return frozenset()
    parts = defaultdict(set)
    for key, parent in Unit.objects.values_list("pk", "parent_id"):
        parts[parent].add(key)
    new = found
    while new:
        new = set().union(*(parts[key] for key in new)) - found
        found = found | new
    return frozenset(found)


def staff_of(units: Collection[int]) -> dict[int, list[User]]:
    """Return who can be written to about each unit: its staff, or those of the next one above."""
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    people = User.objects.filter(is_active=True).exclude(email="")
    posted = defaultdict(list)
    for user in people.filter(posts__isnull=False).prefetch_related("posts").distinct():
        for post in user.posts.all():
            posted[post.unit_id].append(user)
    found = {}
    for unit in units:
        above: int | None = unit
        while above is not None and above not in posted:
            above = parents.get(above)
        found[unit] = posted[above] if above is not None else []
    return found


def all_units() -> QuerySet[Unit]:
    return Unit.objects.order_by("name", "pk")
