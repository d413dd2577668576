import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_exams.kernel.weblinks import next_page

BASE = "https://lms.example/members?limit=5"
NEXT = "https://lms.example/members?page=bookmark:WyJBIl0,x;y&limit=5"


class TestTheNextPage:
    @pytest.mark.parametrize(
        "header",
        [
            f'<{NEXT}>; rel="next"',
            f"<{NEXT}>; rel=next",
            f'<{NEXT}>;rel="next"',
            f'<{NEXT}>; title="a, b; rel=first"; REL="prefetch NEXT"',
            f'<https://lms.example/1>; rel="first", <{NEXT}>; rel="next"; type="a"',
            f'<https://lms.example/1>; rel="current",<{NEXT}>; x; rel="next",<z>; rel="last"',
        ],
    )
    def test_is_found_however_the_header_is_written(self, header: str) -> None:
        assert next_page(header, base=BASE) == NEXT

    @pytest.mark.parametrize(
        "header",
        [
            "",
            "nonsense",
            f'<{NEXT}>; rel="prev"',
            f"<{NEXT}>",
            f'<{NEXT}>; rel="first"; rel="next"',
        ],
    )
    def test_is_not_made_up(self, header: str) -> None:
        assert next_page(header, base=BASE) == ""

    def test_may_be_relative(self) -> None:
        assert next_page('<?page=2>; rel="next"', base=BASE) == "https://lms.example/members?page=2"

    @given(st.text(max_size=300))
    def test_never_fails(self, header: str) -> None:
        next_page(header, base=BASE)
