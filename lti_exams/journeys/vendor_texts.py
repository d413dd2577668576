"""What proctoring vendors say in e-mails in place of our own words."""

from collections.abc import Mapping

from lti_exams.proctoring import api as proctoring


def vendor_texts(sat: Mapping[int, str]) -> Mapping[int, Mapping[str, str]]:
    """Return the texts of who guards each attempt, given with the vendor of its exam."""
    guards = proctoring.guards_of_all(sat)
    return {key: vendor.contacts.email_texts for key, vendor in guards.items()}
