from django import forms
from django.utils import timezone

from lti_exams.edge.refusals import tell
from lti_exams.kernel.errors import LtiExamsError


def show_in(form: forms.Form, error: LtiExamsError) -> None:
    """Put a refusal beside the field that it is about, or above all fields."""
    field = str(error.values.get("field", ""))
    form.add_error(field if field in form.fields else None, words_of(error))


def words_of(error: LtiExamsError) -> str:
    """Return what people are told of a refusal, without its title."""
    told = tell(error, reference="", at=timezone.now())
    return f"{told.what} {told.next}"
