"""Django signals, for other apps on the same server: told to us, and told by us after the commit.

Keys of courses are texts. `person` is the key of a person. Nothing inside this product uses them.
"""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.dispatch import Signal

# Told to us. (course_key, prerequisite_course_key, by, now)
course_prerequisite_added = Signal()
course_prerequisite_removed = Signal()
# (course_key, person, event, now), with score and completion in scaled percent where known.
course_completed = Signal()
# (course_key, by, now)
course_deleted = Signal()

# Told by us. (person, milestone, before, after, now): keys, and states as words.
milestone_awarded = Signal()
milestone_revoked = Signal()
# (subjects, milestones, action, troubles, now)
requirement_changed = Signal()


def tell(signal: Signal, *, now: datetime, **values: object) -> None:
    """Tell something once it is committed; a listener that fails keeps nobody else from it."""
    if signal.has_listeners():
        send = partial(signal.send_robust, sender="milestones", now=now, **values)
        transaction.on_commit(send)
