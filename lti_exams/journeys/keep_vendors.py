"""Staff of the service connect proctoring vendors, change them and switch them."""

from collections.abc import Sequence
from datetime import datetime

from lti_exams.journeys.access import Act, Caller
from lti_exams.proctoring import api as proctoring


def see_vendors(caller: Caller) -> Sequence[proctoring.Vendor]:
    """Return every vendor, switched on or not."""
    caller.check_may(Act.SEE_VENDORS)
    return list(proctoring.all_vendors())


def add_vendor(caller: Caller, new: proctoring.NewVendor, *, now: datetime) -> proctoring.Vendor:
    """Connect a vendor."""
    caller.check_may(Act.MANAGE_VENDORS)
    return proctoring.add_vendor(new, by=caller.name, now=now)


def edit_vendor(
    caller: Caller, key: str, new: proctoring.NewVendor, *, now: datetime
) -> proctoring.Vendor:
    """Change what is known of a vendor."""
    caller.check_may(Act.MANAGE_VENDORS)
    return proctoring.edit_vendor(proctoring.by_key(key), new, by=caller.name, now=now)


def switch_vendor(caller: Caller, key: str, *, on: bool, now: datetime) -> proctoring.Vendor:
    """Switch a vendor on or off; whoever is there already is not touched."""
    caller.check_may(Act.MANAGE_VENDORS)
    return proctoring.switch_vendor(proctoring.by_key(key), on=on, by=caller.name, now=now)


def renew_secret(caller: Caller, key: str, *, now: datetime) -> proctoring.Vendor:
    """Give a REST vendor another secret."""
    caller.check_may(Act.MANAGE_VENDORS)
    return proctoring.renew_secret(proctoring.by_key(key), by=caller.name, now=now)
