"""Wrong requests to the platform's token endpoint."""

from lti_exams.sandbox.common.tool import journal
from lti_exams.sandbox.common.tool.refusals import Refusal
from lti_exams.sandbox.common.tool.tokens import TokenRequest
from lti_exams.sandbox.vendor.misbehaviours import tampering as t
from lti_exams.sandbox.vendor.misbehaviours.scene import Misbehaviour, Scene, Spoil

HOUR = 3600


def _assertion(spoil_draft: Spoil) -> Spoil:
    def spoil(request: TokenRequest, scene: Scene) -> None:
        spoil_draft(request.assertion, scene)

    return spoil


def _form(name: str, value: str) -> Spoil:
    def spoil(request: TokenRequest, scene: Scene) -> None:
        request.form[name] = scene.values.get("value", value)

    return spoil


def _used_assertion(request: TokenRequest, scene: Scene) -> None:
    earlier = journal.latest("token-request")
    if earlier is None:
        raise Refusal("misbehaviour-impossible", "No token has been asked for yet.")
    request.assertion.seal = lambda draft: str(earlier.detail["assertion"])


def _token(name: str, sentence: str, spoil: Spoil) -> Misbehaviour:
    return Misbehaviour("token", name, sentence, spoil)


def _signed(name: str, sentence: str, spoil: Spoil) -> Misbehaviour:
    return _token(name, sentence, _assertion(spoil))


REQUESTS = (
    _token("token-replayed", "Sends an assertion again.", _used_assertion),
    _signed("token-wrong-audience", "Is for another.", t.claim("aud", t.ELSEWHERE)),
    _signed("token-missing-audience", "Is for nobody.", t.without("aud")),
    _signed("token-wrong-issuer", "Is another client's.", t.claim("iss", "nobody")),
    _signed("token-wrong-subject", "Is about another client.", t.claim("sub", "nobody")),
    _signed("token-missing-jti", "Has no jti.", t.without("jti")),
    _signed("token-missing-expiry", "Never expires.", t.without("exp")),
    _signed("token-expired", "Expired long ago.", t.shifted(-2 * HOUR, "iat", "exp")),
    _signed("token-distant-expiry", "Lives for a year.", t.shifted(365 * 24 * HOUR, "exp")),
    _signed("token-rs512", "Is signed with RS512.", t.header("alg", "RS512")),
    _signed("token-unsigned", "Has the algorithm none.", t.unsigned),
    _signed("token-public-key-as-secret", "Is signed by HMAC.", t.with_public_key_as_secret),
    _signed("token-wrong-key", "Is signed with a strange key.", t.with_strange_key),
    _signed("token-missing-kid", "Names no key.", t.header("kid", None)),
    _signed("token-altered", "Was changed after it was signed.", t.altered_afterwards),
    _token("token-wrong-grant", "Wants a password grant.", _form("grant_type", "password")),
    _token("token-wrong-type", "Has another assertion type.", _form("client_assertion_type", "x")),
    _token("token-unknown-scope", "Wants everything.", _form("scope", "everything")),
)
