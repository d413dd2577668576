"""What each family of LMSs is told besides the standard. A new family is a row here."""

from lti_exams.platforms.dynamic import canvas, moodle
from lti_exams.platforms.dynamic.tool import Extension, Offer

_EXTENSIONS = {"canvas": canvas.extension, "moodle": moodle.extension}


def extension_for(family: str, offer: Offer) -> Extension:
    """Return what an LMS of this family wants to hear; most want nothing more."""
    make = _EXTENSIONS.get(family.lower())
    return make(offer) if make else Extension()
