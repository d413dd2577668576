"""Wrong LtiStartAssessment messages: what a platform with holes would let through."""

from lti_exams.sandbox.common.tool import claims as names
from lti_exams.sandbox.common.tool import journal
from lti_exams.sandbox.common.tool.drafts import Draft
from lti_exams.sandbox.common.tool.models import Entry
from lti_exams.sandbox.common.tool.refusals import Refusal
from lti_exams.sandbox.vendor.misbehaviours import tampering as t
from lti_exams.sandbox.vendor.misbehaviours.scene import Misbehaviour, Scene, Spoil
from lti_exams.sandbox.vendor.models import Session

DAY = 24 * 3600


def _other(scene: Scene, *, same_person: bool) -> Session:
    mine = scene.session
    if mine is None:
        raise Refusal("misbehaviour-impossible", "There is no session to begin with.")
    others = Session.objects.exclude(key=mine.key)
    wanted = others.filter(sub=mine.sub) if same_person else others.exclude(sub=mine.sub)
    found = wanted.order_by("-opened_at").first()
    if found is None:
        raise Refusal("misbehaviour-impossible", "There is no other session to borrow from.")
    return found


def _foreign_session_data(draft: Draft, scene: Scene) -> None:
    given = scene.values.get("session_data")
    draft.claims[names.SESSION_DATA] = given or _other(scene, same_person=False).claim(
        names.SESSION_DATA
    )


def _stale_session_data(draft: Draft, scene: Scene) -> None:
    draft.claims[names.SESSION_DATA] = _other(scene, same_person=True).claim(names.SESSION_DATA)


def _other_attempt(draft: Draft, scene: Scene) -> None:
    draft.claims[names.ATTEMPT_NUMBER] += 1


def _attempt_as_text(draft: Draft, scene: Scene) -> None:
    draft.claims[names.ATTEMPT_NUMBER] = str(draft.claims[names.ATTEMPT_NUMBER])


def _extra_audience(draft: Draft, scene: Scene) -> None:
    draft.claims["aud"] = [*draft.claims["aud"], t.ELSEWHERE]


def _platform_as_issuer(draft: Draft, scene: Scene) -> None:
    draft.claims["iss"] = scene.platform.issuer


def _first_message() -> Entry:
    """Return the first message of all: later ones may be spoiled themselves."""
    earlier = journal.first("start-assessment")
    if earlier is None:
        raise Refusal("misbehaviour-impossible", "No message has been sent yet.")
    return earlier


def _used_nonce(draft: Draft, scene: Scene) -> None:
    draft.claims["nonce"] = _first_message().detail["claims"]["nonce"]


def _used_message(draft: Draft, scene: Scene) -> None:
    earlier = _first_message()
    draft.seal = lambda it: str(earlier.detail["JWT"])


def _message_of_the_platform(draft: Draft, scene: Scene) -> None:
    if scene.session is not None:
        token = scene.session.launch.id_token
        draft.seal = lambda it: token


def _subject_in_verified_user(draft: Draft, scene: Scene) -> None:
    draft.claims[names.VERIFIED_USER] = {"iss": t.ELSEWHERE, "sub": "somebody-else"}


def _start(name: str, sentence: str, spoil: Spoil) -> Misbehaviour:
    return Misbehaviour("start", name, sentence, spoil)


MESSAGES = (
    _start("wrong-audience", "Is meant for another platform.", t.claim("aud", [t.ELSEWHERE])),
    _start("extra-audience", "Is meant for another platform too.", _extra_audience),
    _start("missing-audience", "Is meant for nobody.", t.without("aud")),
    _start("wrong-azp", "Names another authorised party.", t.claim("azp", t.ELSEWHERE)),
    _start("wrong-issuer", "Comes from a client nobody knows.", t.claim("iss", "nobody")),
    _start("platform-as-issuer", "Claims to come from the platform.", _platform_as_issuer),
    _start("missing-issuer", "Comes from nobody.", t.without("iss")),
    _start("missing-expiry", "Never expires.", t.without("exp")),
    _start("expired", "Expired an hour ago.", t.shifted(-7200, "iat", "exp")),
    _start("distant-expiry", "Expires in ten years.", t.shifted(3650 * DAY, "exp")),
    _start("missing-issue-time", "Does not say when it was made.", t.without("iat")),
    _start("old-issue-time", "Was made ten days ago.", t.shifted(-10 * DAY, "iat")),
    _start("future-issue-time", "Was made tomorrow.", t.shifted(DAY, "iat", "exp")),
    _start("missing-nonce", "Has no nonce.", t.without("nonce")),
    _start("replayed-nonce", "Has the nonce of an earlier message.", _used_nonce),
    _start("replayed-message", "Is an earlier message, sent again.", _used_message),
    _start("wrong-version", "Is LTI 1.2.0.", t.claim(names.VERSION, "1.2.0")),
    _start("missing-version", "Has no version.", t.without(names.VERSION)),
    _start(
        "wrong-message-type",
        "Calls itself a deep linking response.",
        t.claim(names.MESSAGE_TYPE, "LtiDeepLinkingResponse"),
    ),
    _start("missing-message-type", "Has no message type.", t.without(names.MESSAGE_TYPE)),
    _start(
        "wrong-deployment", "Names another deployment.", t.claim(names.DEPLOYMENT_ID, "elsewhere")
    ),
    _start("missing-deployment", "Names no deployment.", t.without(names.DEPLOYMENT_ID)),
    _start("foreign-session-data", "Has another person's session data.", _foreign_session_data),
    _start("stale-session-data", "Has an older session's data.", _stale_session_data),
    _start("made-up-session-data", "Invents it.", t.claim(names.SESSION_DATA, "made up")),
    _start("missing-session-data", "Has no session data.", t.without(names.SESSION_DATA)),
    _start("other-attempt-number", "Is about the next attempt.", _other_attempt),
    _start("attempt-number-as-text", "Has the number as text.", _attempt_as_text),
    _start("missing-attempt-number", "Has no attempt number.", t.without(names.ATTEMPT_NUMBER)),
    _start(
        "other-resource-link", "Is about another link.", t.claim(names.RESOURCE_LINK, {"id": "x"})
    ),
    _start("missing-resource-link", "Is about no link.", t.without(names.RESOURCE_LINK)),
    _start("subject-in-verified-user", "Verifies somebody else.", _subject_in_verified_user),
    _start("platform-message-returned", "Is the platform's own.", _message_of_the_platform),
    _start("rs512", "Is signed with RS512.", t.header("alg", "RS512")),
    _start("unsigned", "Has the algorithm none.", t.unsigned),
    _start("public-key-as-secret", "Is signed by HMAC.", t.with_public_key_as_secret),
    _start("wrong-key", "Has a strange key under the right name.", t.with_strange_key),
    _start("key-in-header", "Brings its own key along.", t.with_key_in_header),
    _start("missing-kid", "Names no key.", t.header("kid", None)),
    _start("unknown-kid", "Names a key nobody published.", t.header("kid", "unheard-of")),
    _start("altered", "Was changed after it was signed.", t.altered_afterwards),
    _start("not-a-token", "Is no token.", t.no_token),
    _start("oversized", "Carries a megabyte of ballast.", t.oversized),
)
