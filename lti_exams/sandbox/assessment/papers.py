"""The three papers that Quill offers."""

from lti_exams.sandbox.assessment.questions import (
    MultipleChoice,
    Number,
    Ordering,
    Paper,
    ShortText,
    SingleChoice,
)

ALGEBRA = Paper(
    "algebra-final",
    "Algebra, final paper",
    (
        SingleChoice("Which number solves 3x + 4 = 19?", ("3", "5", "7"), "5"),
        MultipleChoice("Which of these are prime?", ("2", "9", "13", "21"), frozenset({"2", "13"})),
        Number("What is the square root of 2, to two decimals?", 1.41, 0.005),
        ShortText("What is a polynomial of degree two called?", frozenset({"quadratic"})),
        Ordering(
            "Put these in order, smallest first.",
            ("one half", "two thirds", "one third"),
            ("one third", "one half", "two thirds"),
        ),
    ),
)
CHEMISTRY = Paper(
    "chemistry-midterm",
    "Chemistry, midterm paper",
    (
        SingleChoice("Which of these is a noble gas?", ("Neon", "Oxygen", "Chlorine"), "Neon"),
        Number("How many protons has carbon?", 6, 0),
        ShortText("What is the symbol of iron?", frozenset({"fe"})),
    ),
)
REHEARSAL = Paper(
    "rehearsal",
    "Rehearsal, to try how it works",
    (
        SingleChoice("Can you read this?", ("Yes", "No"), "Yes", points=1),
        ShortText("Write the word ready.", frozenset({"ready"}), points=1),
    ),
)
PAPERS = {paper.slug: paper for paper in (ALGEBRA, CHEMISTRY, REHEARSAL)}
