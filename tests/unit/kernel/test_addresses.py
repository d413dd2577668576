import contextlib
from ipaddress import IPv4Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_exams.kernel.addresses import may_call, networks, refuse_unsafe
from lti_exams.kernel.remote import RemoteAddressRefused, RemoteError, RemoteNotHttps

PRIVATE = (
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
)
PUBLIC = ("1.1.1.1", "8.8.8.8", "100.63.255.255", "172.32.0.1", "192.167.0.1", "223.255.255.255")
INSIDE_IPV6 = (
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "3fff::1",
    "64:ff9b:1::1",
    "5f00::1",
)


def disguises(address: str) -> list[str]:
    """Write an IPv4 address in each of the ways that IPv6 has for it."""
    low, high = int(IPv4Address(address)) & 0xFFFF, int(IPv4Address(address)) >> 16
    return [
        f"::ffff:{address}",
        f"::ffff:0:{address}",
        f"64:ff9b::{address}",
        f"2002:{high:x}:{low:x}::1",
    ]


class TestMayCall:
    @pytest.mark.parametrize("address", [*PRIVATE, *INSIDE_IPV6])
    def test_refuses_what_is_not_public(self, address):
        assert not may_call(address)

    @pytest.mark.parametrize("address", [*PUBLIC, "2606:4700::1111", "2a00:1450:4001::200e"])
    def test_allows_what_is_public(self, address):
        assert may_call(address)

    @pytest.mark.parametrize("disguise", [way for one in PRIVATE for way in disguises(one)])
    def test_refuses_a_private_address_in_every_disguise(self, disguise):
        assert not may_call(disguise)

    @given(st.ip_addresses(v=4))
    def test_judges_a_disguise_as_what_it_hides(self, address):
        judged = {may_call(way) for way in [str(address), *disguises(str(address))]}

        assert len(judged) == 1

    def test_allows_a_network_that_staff_name_and_no_more(self):
        allowed = networks(["10.1.0.0/16"])

        judged = [may_call(address, allowed=allowed) for address in ("10.1.2.3", "10.2.0.1")]

        assert judged == [True, False]


class TestRefuseUnsafe:
    @pytest.mark.parametrize("url", ["https://lms.example", "https://lms.example:8443/a?b=c#d"])
    def test_lets_a_web_address_pass(self, url):
        refuse_unsafe(url)

    @pytest.mark.parametrize(
        "url", ["http://lms.example", "ftp://lms.example", "file:///etc/passwd", "lms.example", ""]
    )
    def test_refuses_what_is_not_https(self, url):
        with pytest.raises(RemoteNotHttps):
            refuse_unsafe(url)

    def test_lets_plain_http_pass_where_it_is_allowed(self):
        refuse_unsafe("http://lms.example", allow_plain=True)

    @pytest.mark.parametrize(
        "url",
        [
            "https://",
            "https://us:secret@lms.example/",
            "https://good.example@evil.example/",
            "https://lms.example:22/",
            "https://lms.example:99999/",
            "https://lms.example:abc/",
            "https://[::1/",
            "https://lms.example\\@evil.example/",
            "https://lms.example/ x",
            "https://lms.example/\r\nX: y",
            "https://l\u00f6we.example/",
            "https://lms.example/" + "a" * 5_000,
        ],
    )
    def test_refuses_an_address_that_is_read_in_two_ways(self, url):
        with pytest.raises(RemoteAddressRefused):
            refuse_unsafe(url)

    def test_does_not_repeat_a_password(self):
        with pytest.raises(RemoteAddressRefused) as refused:
            refuse_unsafe("https://us:secret@lms.example/")

        assert "secret" not in str(refused.value)

    @given(st.text() | st.text().map("https://".__add__))
    def test_answers_any_text_with_nothing_or_a_refusal(self, url):
        with contextlib.suppress(RemoteError):
            refuse_unsafe(url)
