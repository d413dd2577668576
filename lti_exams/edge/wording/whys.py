"""What is wrong with a value, in words that stand inside the sentence about it.

The rooms below name a fault in plain English, which programs and logs keep; people read it here in
their own language. A fault without words here is shown as it was named.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.shape import Text

WHYS: Mapping[str, Text] = {
    "it is empty": _("it is empty"),
    "it is too long": _("it is too long"),
    "it is longer than 30 characters": _("it is longer than 30 characters"),
    "it is longer than 100 characters": _("it is longer than 100 characters"),
    "it is longer than 255 characters": _("it is longer than 255 characters"),
    "it is not above 0 and at most 1,000,000": _("it is not above 0 and at most 1,000,000"),
    "it is not within 0 and 100": _("it is not within 0 and 100"),
    "it is not within 0 and max": _("it is not within 0 and the maximum"),
    "they are not within 0 and 1,000,000": _("they are not within 0 and 1,000,000"),
    "it is not of small letters, digits and hyphens": _(
        "it is not of small letters, digits and hyphens"
    ),
    # Files of results.
    "a quotation mark is open": _("a quotation mark is open"),
    "it is larger than 20 MB": _("it is larger than 20 MB"),
    "it is not saved as UTF-8": _("it is not saved as UTF-8"),
    "it is not a text file": _("it is not a text file"),
    "it is a workbook; save it as CSV in UTF-8 and choose that file": _(
        "it is a workbook; save it as CSV in UTF-8 and choose that file"
    ),
    "no column is named user_id": _("no column is named user_id"),
    "it has more than 200 columns or 200,000 rows": _(
        "it has more than 200 columns or 200,000 rows"
    ),
    "two columns have the same name": _("two columns have the same name"),
    # What an LMS sends of its gradebook and its roster.
    "a column is no object": _("a column is no object"),
    "a column has no address": _("a column has no address"),
    "it is no list": _("it is no list"),
    "it has no list of members": _("it has no list of members"),
    "it is the list of another course": _("it is the list of another course"),
    "a member is no object": _("a member is no object"),
    "a member has no user id or no roles": _("a member has no user id or no roles"),
}
