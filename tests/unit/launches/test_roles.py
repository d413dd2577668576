import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_exams.launches.rules.roles import Standing, context_roles, is_test_user, standing

VOCABULARY = "http://purl.imsglobal.org/vocab/lis/v2/"
MEMBERSHIP = f"{VOCABULARY}membership#"
SUB_ROLE = f"{VOCABULARY}membership/"


class TestARoleInTheContext:
    @pytest.mark.parametrize(
        ("told", "known"),
        [
            (f"{MEMBERSHIP}Learner", ("Learner",)),
            ("Learner", ("Learner",)),
            ("urn:lti:role:ims/lis/Learner", ("Learner",)),
            (f"{SUB_ROLE}Instructor#TeachingAssistant", ("Instructor#TeachingAssistant",)),
            (f"{MEMBERSHIP}Dean", ()),
            (f"{SUB_ROLE}Dean#Vice", ()),
            (f"{SUB_ROLE}Instructor", ()),
            (f"{SUB_ROLE}Instructor#", ()),
            ("learner", ()),
            (" Learner", ()),
            ("", ()),
            (f"{VOCABULARY}institution/person#Administrator", ()),
            (f"{VOCABULARY}system/person#SysAdmin", ()),
            (f"{VOCABULARY}membership#Administrator/x", ()),
            ("https://evil.example/membership#Instructor", ()),
            (f"x{MEMBERSHIP}Instructor", ()),
        ],
    )
    def test_is_known_by_its_short_name_or_not_at_all(
        self, told: str, known: tuple[str, ...]
    ) -> None:
        assert context_roles([told]) == known

    def test_counts_once_and_in_one_order(self) -> None:
        told = ["Learner", f"{MEMBERSHIP}Instructor", "Learner", f"{MEMBERSHIP}Learner"]

        assert context_roles(told) == ("Instructor", "Learner")


class TestStanding:
    @pytest.mark.parametrize(
        ("roles", "expected"),
        [
            ([], Standing.GUEST),
            (["Instructor"], Standing.TEACHER),
            (["Administrator"], Standing.TEACHER),
            (["ContentDeveloper"], Standing.TEACHER),
            (["Instructor#PrimaryInstructor"], Standing.TEACHER),
            (["Instructor#TeachingAssistant"], Standing.ASSISTANT),
            (["Instructor", "Instructor#TeachingAssistant"], Standing.ASSISTANT),
            (["Administrator", "Instructor#Grader"], Standing.TEACHER),
            (["Learner"], Standing.LEARNER),
            (["Learner#GuestLearner"], Standing.LEARNER),
            (["Instructor", "Learner"], Standing.TEACHER),
            (["Mentor"], Standing.GUEST),
            (["Member"], Standing.GUEST),
            (["Manager"], Standing.GUEST),
            (["Officer"], Standing.GUEST),
            (["Mentor", "Learner"], Standing.LEARNER),
        ],
    )
    def test_follows_from_the_roles_in_the_context(
        self, roles: list[str], expected: Standing
    ) -> None:
        assert standing(roles) == expected

    @given(st.lists(st.sampled_from(["institution/person#", "system/person#"]), max_size=3))
    def test_never_comes_from_roles_outside_the_context(self, kinds: list[str]) -> None:
        roles = [f"{VOCABULARY}{kind}Administrator" for kind in kinds]

        assert standing(context_roles(roles)) == Standing.GUEST


class TestATestUser:
    @pytest.mark.parametrize("vocabulary", ["lti", "lis/v2"])
    def test_is_marked_by_either_vocabulary(self, vocabulary: str) -> None:
        role = f"http://purl.imsglobal.org/vocab/{vocabulary}/system/person#TestUser"

        assert is_test_user([f"{MEMBERSHIP}Learner", role])

    @pytest.mark.parametrize("role", ["TestUser", f"{MEMBERSHIP}TestUser", f"{MEMBERSHIP}Learner"])
    def test_is_nobody_else(self, role: str) -> None:
        assert not is_test_user([role])
