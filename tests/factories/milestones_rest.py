"""Milestones of a course as its teacher makes them over REST."""

from typing import Any

from tests.factories.rest import Caller, Hall


def new_milestone(hall: Hall, name: str = "safety", **told: Any) -> int:
    answer = hall.teacher.post(f"{hall.of_course}/milestones", {"name": name, **told})
    assert answer.status_code == 201, answer.content
    return answer.json()["id"]


def ask(hall: Hall, key: int, **told: Any) -> dict[str, Any]:
    answer = hall.teacher.post(f"{hall.of_course}/requirements", {"milestone": key, **told})
    assert answer.status_code == 201, answer.content
    return answer.json()


def decide(hall: Hall, key: int, verdict: str = "award", **told: Any) -> Any:
    body = {
        "people": [hall.learner.person.pk],
        "milestones": [key],
        "verdict": verdict,
        "reason": "because",
        **told,
    }
    return hall.teacher.post(f"{hall.of_course}/awards", body)


def gate(hall: Hall, caller: Caller | None = None, **query: Any) -> dict[str, Any]:
    answer = (caller or hall.learner).get(f"{hall.of_course}/gate", **query)
    assert answer.status_code == 200, answer.content
    return answer.json()
