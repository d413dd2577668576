"""Which adapter speaks which way."""

from collections.abc import Mapping

from lti_exams.proctoring.models import Vendor
from lti_exams.proctoring.rules.words import Way
from lti_exams.proctoring.vendors.lti import LtiVendor
from lti_exams.proctoring.vendors.null import NullVendor
from lti_exams.proctoring.vendors.rest import RestVendor
from lti_exams.proctoring.vendors.shape import Adapter

_ADAPTERS: Mapping[Way, Adapter] = {
    Way.LTI: LtiVendor(),
    Way.REST: RestVendor(),
    Way.NULL: NullVendor(),
}


def adapter_of(vendor: Vendor) -> Adapter:
    """Return what speaks to a vendor."""
    return _ADAPTERS[Way(vendor.way)]
