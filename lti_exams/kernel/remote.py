"""What can go wrong with a call to somebody else's server. Values name the host, never the URL:
a path or a query may hold a token."""

from lti_exams.kernel.errors import LtiExamsError


class RemoteError(LtiExamsError):
    """A call to another server that gave no answer we can use."""


class RemoteUnreachable(RemoteError):
    """The name does not resolve, nothing listens, TLS fails, or what comes back is not HTTP."""

    code = "remote-unreachable"


class RemoteTimedOut(RemoteError):
    """The other side took longer than this call may take."""

    code = "remote-timed-out"


class RemoteTooLarge(RemoteError):
    """The answer is longer than this call may read, packed or unpacked."""

    code = "remote-too-large"


class RemoteAddressRefused(RemoteError):
    """The URL is not one that we call: a private address, credentials in it, an odd port."""

    code = "remote-address-refused"


class RemoteNotHttps(RemoteError):
    """The URL would send us over a connection that anyone on the way can read."""

    code = "remote-not-https"


class RemoteNotJson(RemoteError):
    """The answer should be JSON, and is not, or not one that we will read."""

    code = "remote-not-json"


class RemoteInsideTransaction(RemoteError):
    """A call while a transaction is open would hold its locks for as long as a stranger likes."""

    code = "remote-inside-transaction"
