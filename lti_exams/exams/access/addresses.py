"""The networks of the rooms in which an exam is sat."""

from ipaddress import ip_address, ip_network

from lti_exams.exams.access.shape import AccessRuleRefused, Settings, Visit, texts

MOST = 200
LONGEST = 50


class Addresses:
    """Lets in whoever comes from one of the networks."""

    name = "addresses"
    is_asked_once = False

    def check(self, settings: Settings) -> None:
        for network in texts(settings, "networks", at_most=MOST, longest=LONGEST):
            try:
                ip_network(network, strict=False)
            except ValueError:
                raise AccessRuleRefused(field="networks", why="not an address range") from None

    def objection(self, settings: Settings, visit: Visit) -> str:
        try:
            address = ip_address(visit.address)
        except ValueError:
            return "address-unknown"
        # A dual-stack server tells an IPv4 address inside IPv6.
        address = getattr(address, "ipv4_mapped", None) or address
        networks = [ip_network(network, strict=False) for network in settings["networks"]]
        return "" if any(address in network for network in networks) else "address-not-allowed"

    def window(self, settings: Settings, person: int) -> None:  # noqa: ARG002
        return None

    def windows(self, settings: Settings) -> tuple[()]:  # noqa: ARG002
        return ()
