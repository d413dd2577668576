"""Where a stranger may make us call: the public internet, and the networks that staff named."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from lti_exams.kernel.remote import RemoteAddressRefused, RemoteNotHttps

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

MAX_URL = 4096
# Ports below 1024 belong to services that are not the web, and some obey what looks like HTTP.
WEB_PORTS = (80, 443)

# Written out instead of `is_global`, whose answers changed between patch releases of Python.
REFUSED = tuple(
    map(
        ip_network,
        [
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",  # carrier NAT; Alibaba's metadata is in it
            "127.0.0.0/8",
            "168.63.129.16/32",  # Azure's wire server, reachable from every virtual machine there
            "169.254.0.0/16",  # link-local; most clouds' metadata is in it
            "172.16.0.0/12",
            "192.0.0.0/24",  # Oracle's metadata is in it
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",  # multicast, reserved, broadcast
            "2001::/23",  # Teredo, ORCHID and other protocols' own
            "2001:db8::/32",
            "3fff::/20",
        ],
    )
)
PUBLIC_IPV6 = ip_network("2000::/3")
# An IPv4 address hides in the last four bytes: mapped, translated, compatible, NAT64.
HIDING_AT_THE_END = tuple(
    map(ip_network, ["::ffff:0:0/96", "::ffff:0:0:0/96", "::/96", "64:ff9b::/96"])
)
SIX_TO_FOUR = ip_network("2002::/16")


def networks(named: Iterable[str]) -> tuple[Network, ...]:
    """Read the networks that staff allow in the settings."""
    return tuple(ip_network(name) for name in named)


def may_call(text: str, *, allowed: Iterable[Network] = ()) -> bool:
    """Tell whether a connection to this address is harmless to the network we stand in."""
    address = undisguised(ip_address(text))
    if any(address in network for network in allowed):
        return True
    if isinstance(address, IPv6Address) and (address.scope_id or address not in PUBLIC_IPV6):
        return False
    return not any(address in network for network in REFUSED)


def undisguised(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 address stands for, or the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if address in SIX_TO_FOUR:
        return IPv4Address(int(address) >> 80 & 0xFFFFFFFF)
    if any(address in network for network in HIDING_AT_THE_END) and int(address) > 1:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def refuse_unsafe(url: str, *, allow_plain: bool = False) -> None:
    """Refuse a URL that we would not call whatever its name resolves to."""
    parts = _split(url)
    host = parts.hostname or ""
    if parts.scheme != "https" and not (allow_plain and parts.scheme == "http"):
        raise RemoteNotHttps(host=host)
    if not host:
        raise RemoteAddressRefused(host=host, why="it names no server")
    if "@" in parts.netloc:
        raise RemoteAddressRefused(host=host, why="it holds a user name")
    if parts.port is not None and parts.port < 1024 and parts.port not in WEB_PORTS:
        raise RemoteAddressRefused(host=host, why="its port is not the web's")


def host_of(url: str) -> str:
    """Name the server of a URL for an error or a log; the rest of it may be secret."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _split(url: str) -> SplitResult:
    """Split what every reader splits alike: printable ASCII without spaces and backslashes."""
    if len(url) > MAX_URL or not url.isascii() or not url.isprintable() or set(url) & set(" \\"):
        raise RemoteAddressRefused(host="", why="it is not a plain URL")
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise RemoteAddressRefused(host="", why="it cannot be read") from error
    return parts
