"""Tells whether somebody may open the questions of an exam: for the server that holds them.

It needs PyJWT with cryptography (`pip install "pyjwt[crypto]"`) and nothing of lti_exams.

    verifier = ExamTokenVerifier(
        issuer="https://exams.university.example", audience="https://quiz.university.example"
    )
    claims = verifier.verify(token, exam="final")
"""

import jwt


class ExamTokenVerifier:
    """Knows one installation of lti_exams and verifies the exam access tokens that it signs."""

    def __init__(self, *, issuer: str, audience: str, keys: jwt.PyJWKClient | None = None) -> None:
        self.issuer = issuer
        self.audience = audience
        # Fetches the keys, keeps them, and asks again when a token names a key it does not know.
        self.keys = keys or jwt.PyJWKClient(f"{issuer}/tools/jwks", lifespan=3600)

    def verify(self, token: str, *, exam: str) -> dict[str, object]:
        """Return the claims of a token that opens this exam now; raise jwt.InvalidTokenError."""
        key = self.keys.get_signing_key_from_jwt(token)
        claims = jwt.decode(
            token,
            key,
            algorithms=["RS256"],
            issuer=self.issuer,
            audience=self.audience,
            options={"require": ["iss", "aud", "sub", "jti", "iat", "exp"]},
            # Two servers seldom agree to the second. A token lives a minute, so keep this small.
            leeway=5,
        )
        if claims["exam_slug"] != exam:
            raise jwt.InvalidTokenError("The token is for another exam")
        return claims
