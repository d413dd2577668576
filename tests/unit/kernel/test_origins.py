from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_exams.kernel.origins import is_ours, kept_if_web, origin_of, origins_of, with_query


class TestAnOrigin:
    @pytest.mark.parametrize(
        ("url", "origin"),
        [
            ("https://lms.example", "https://lms.example"),
            ("HTTPS://LMS.Example:443/a?b#c", "https://lms.example"),
            ("http://lms.example:80/", "http://lms.example"),
            ("https://lms.example:8443/", "https://lms.example:8443"),
            ("https://lms.example:/", "https://lms.example"),
            ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
            ("http://[::1]:8000/x", "http://[::1]:8000"),
            ("https://xn--hochschle-65a.example/", "https://xn--hochschle-65a.example"),
            ("https://my_lms.example.", "https://my_lms.example."),
        ],
    )
    def test_is_scheme_host_and_port(self, url: str, origin: str) -> None:
        assert origin_of(url) == origin

    @pytest.mark.parametrize(
        "url",
        [
            *("", "null", "lms.example", "//lms.example", "/lti/launch", "https:", "https://"),
            *("ftp://lms.example", "javascript:alert(1)", "data:text/html,x", "https:lms.example"),
            *("https:///lms.example", "https://:443", "https://lms.example:x", "https://[::1"),
            *("https://lms.example:99999", "https://lms.example@evil.example", "https://@x"),
            *("https://evil.example\\@lms.example", "https://lms.example\\.evil.example"),
            *(" https://lms.example", "https://lms.example ", "https://lms\t.example"),
            *("https://lms.example\n", "\x00https://lms.example", "java\nscript:alert(1)"),
        ],
    )
    def test_is_none_where_browsers_may_read_another(self, url: str) -> None:
        assert origin_of(url) == ""

    @pytest.mark.parametrize(
        "host",
        [
            *("*", "*.example", "a;b", "a,b", "a'b", 'a"b', "a%2eb", "hochschüle.example"),
            *("💥.example", "a\x7fb", "[::1%25eth0]", "[v1.a:b]", "lms。example"),
        ],
    )
    def test_is_none_where_it_would_change_the_header_that_holds_it(self, host: str) -> None:
        assert origin_of(f"https://{host}/") == ""

    @given(st.text(max_size=40) | st.from_regex(r"https?://[^/]{0,20}(:[0-9]{0,6})?/.{0,9}"))
    def test_is_its_own_origin_and_safe_in_a_header(self, url: str) -> None:
        origin = origin_of(url)

        assert origin_of(origin) == origin
        assert origin.isascii()
        assert not set(origin) & set(" ;,'\"*@\\%")


class TestWhatIsOurs:
    def test_has_our_origin_and_any_path(self) -> None:
        assert is_ours("https://Exams.example:443/lti/launch?x=1", "https://exams.example")

    @pytest.mark.parametrize(
        "url",
        [
            "http://exams.example/",
            "https://exams.example:8443/",
            "https://exams.example.evil.example/",
            "https://sub.exams.example/",
            "https://exams.example@evil.example/",
            "/lti/launch",
            "",
        ],
    )
    def test_is_nothing_else(self, url: str) -> None:
        assert not is_ours(url, "https://exams.example")

    def test_is_nothing_at_all_where_we_have_no_origin(self) -> None:
        assert not is_ours("", "")


class TestAnAddressForABrowser:
    @pytest.mark.parametrize(
        ("url", "plain_too", "kept"),
        [
            ("https://lms.example/a b".replace(" ", "%20"), False, "https://lms.example/a%20b"),
            ("http://lms.example/", False, ""),
            ("http://lms.example/", True, "http://lms.example/"),
            ("javascript:alert(1)", True, ""),
            ("https://lms.example/" + "x" * 2000, True, ""),
            (None, True, ""),
            (5, True, ""),
        ],
    )
    def test_is_kept_when_it_leads_somewhere(self, url: object, plain_too: bool, kept: str) -> None:
        assert kept_if_web(url, plain_too=plain_too) == kept


def test_origins_are_told_once_and_in_order() -> None:
    told = origins_of("https://b.example/1", "", "https://a.example", "https://b.example/2")

    assert told == ("https://b.example", "https://a.example")


class TestAQueryThatIsAdded:
    @given(
        before=st.dictionaries(st.sampled_from("abc"), st.text(st.characters(codec="utf-8"))),
        more=st.dictionaries(st.sampled_from("xyz"), st.text(st.characters(codec="utf-8"))),
    )
    def test_leaves_what_was_there(self, before: dict[str, str], more: dict[str, str]) -> None:
        url = with_query("https://lms.example/auth", before)

        query = urlsplit(with_query(url, more)).query

        assert dict(parse_qsl(query, keep_blank_values=True)) == before | more

    def test_comes_before_the_fragment_which_is_dropped(self) -> None:
        assert with_query("https://lms.example/a#b", {"c": "d"}) == "https://lms.example/a?c=d"
