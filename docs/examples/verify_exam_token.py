"""Tells whether somebody may open the questions of an exam: for the server that holds them.

It needs PyJWT with cryptography (`pip install "pyjwt[crypto]"`) and nothing of lti_exams.

    verifier = ExamTokenVerifier(
        issuer="https://exams.university.example", audience="url:https://quiz.university.example"
    )
    claims = verifier.verify(token, course="botany-2027", exam="final")
"""

import jwt


class ExamTokenVerifier:
    """Knows one installation of lti_exams and verifies the exam access tokens that it signs."""

    def __init__(self, *, issuer: str, audience: str, keys: jwt.PyJWKClient | None = None) -> None:
        self.issuer = issuer
        self.audience = audience
        # Fetches the keys, keeps them, and asks again when a token names a key it does not know.
        self.keys = keys or jwt.PyJWKClient(f"{issuer}/tools/jwks", lifespan=3600)

    def verify(self, token: str, *, course: str, exam: str) -> dict[str, object]:
        """Return the claims of a token that opens this exam of this course now.

        Raises jwt.InvalidTokenError, or jwt.PyJWKClientConnectionError where keys cannot be had.
        """
        claims = jwt.decode(
            token,
            self.key_of(token),
            algorithms=["RS256"],
            issuer=self.issuer,
            audience=self.audience,
            options={"require": ["iss", "aud", "sub", "jti", "iat", "exp"]},
            # Two servers seldom agree to the second. A token lives a minute, so keep this small.
            leeway=5,
        )
        # Two courses may have an exam of the same short name.
        if (claims["course"], claims["exam_slug"]) != (course, exam):
            raise jwt.InvalidTokenError("The token is for another exam")
        return claims

    def key_of(self, token: str) -> jwt.PyJWK:
        """Return the key that a token names."""
        try:
            return self.keys.get_signing_key_from_jwt(token)
        except jwt.PyJWKClientConnectionError:
            raise
        except jwt.PyJWKClientError as error:
            raise jwt.InvalidTokenError("The token names no key of the installation") from error
