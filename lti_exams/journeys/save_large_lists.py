"""A large list takes long to save: a page says that it is being saved, and outlives a reload."""

from datetime import datetime

from django.db import transaction

from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.qualify_students import save_run
from lti_exams.qualifications import api as qualifications


def begin_saving(caller: Caller, run: qualifications.Run, saving: qualifications.Saving) -> None:
    """Let a large list be saved while its page says so."""
    caller.check_may(Act.QUALIFY, run.period)
    qualifications.begin_saving(run, saving)


@transaction.atomic
def go_on_saving(
    caller: Caller, run: qualifications.Run, *, now: datetime
) -> qualifications.Saved | None:
    """Save a large list whose page says so; nothing for whoever asks when somebody did already."""
    caller.check_may(Act.QUALIFY, run.period)
    saving = qualifications.take_saving(run)
    return None if saving is None else save_run(caller, run, saving, now=now)


def stop_saving(caller: Caller, run: qualifications.Run) -> None:
    """Lead back to the preview of a list that could not be saved."""
    caller.check_may(Act.QUALIFY, run.period)
    qualifications.forget_saving(run)
