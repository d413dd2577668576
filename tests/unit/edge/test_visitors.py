import pytest
from django.test import RequestFactory

from lti_exams.edge.visitors import address_of


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "", "127.0.0.1"),
        (0, "198.51.100.7", "127.0.0.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
        (2, "198.51.100.7", "127.0.0.1"),
    ],
)
def test_an_address_is_believed_from_our_own_proxies_alone(
    settings, proxies: int, told: str, address: str
) -> None:
    settings.PROXIES_IN_FRONT = proxies
    headers = {"x-forwarded-for": told} if told else {}

    assert address_of(RequestFactory().get("/", headers=headers)) == address
