"""Our own addresses, as vendors are told them."""

from lti_exams.tools import api as tools


def start_address() -> str:
    return f"{tools.issuer()}/proctoring/start-assessment"


def control_address() -> str:
    return f"{tools.issuer()}/proctoring/acs"


def roster_address(exam_id: int) -> str:
    return f"{tools.issuer()}/proctoring/exams/{exam_id}/memberships"


def callback_address(vendor_key: str) -> str:
    return f"{tools.issuer()}/proctoring/vendors/{vendor_key}/callback"
