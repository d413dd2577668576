"""The Content-Security-Policy of an answer."""

from collections.abc import Mapping
from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# What says that an answer has a policy of its own.
_OWN = ("_csp_exempt", "_csp_config", "_csp_update", "_csp_replace")


class PolicyMiddleware(CSPMiddleware):
    """Writes the policy that most answers share once: the library copies and joins it for each."""

    _shared: tuple[Mapping[str, Any], str] | None = None

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not _shares(request, response):
            return super().process_response(request, response)
        policy = settings.CONTENT_SECURITY_POLICY
        if self._shared is None or self._shared[0] is not policy:
            written = super().process_response(request, response).headers[HEADER]
            self._shared = policy, written
        response.headers[HEADER] = self._shared[1]
        return response


def _shares(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Tell whether nothing of a policy is this answer's own: no part, no header, no nonce."""
    is_own = any(hasattr(response, name) for name in _OWN)
    return not is_own and HEADER not in response and not hasattr(request, "_csp_nonce")
