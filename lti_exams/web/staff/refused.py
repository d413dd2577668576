from django import forms

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.web.refusals import words_of


def show_in(form: forms.Form, error: LtiExamsError) -> None:
    """Put a refusal beside the field that it is about, or above all fields."""
    field = str(error.values.get("field", ""))
    form.add_error(field if field in form.fields else None, words_of(error))
