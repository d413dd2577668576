"""What people are told of a refusal, in one line for a form or a list."""

from django.utils import timezone

from lti_exams.edge.refusals import tell
from lti_exams.kernel.errors import LtiExamsError


def words_of(error: LtiExamsError) -> str:
    """Return what people are told of a refusal, without its title."""
    told = tell(error, reference="", at=timezone.now())
    return f"{told.what} {told.next}"
