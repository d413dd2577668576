"""How a tool says no: a stable code for tests and a sentence for people."""


class Refusal(Exception):
    """A message that we do not act upon."""

    def __init__(self, code: str, sentence: str, *, status: int = 400) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.status = status
