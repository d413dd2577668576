from lti_exams.sandbox.lms.profiles.base import Profile

# Source of everything here: documents only (the specifications of 1EdTech).
PLAIN = Profile(
    name="plain",
    title="Plain",
    summary="Keeps to the letter of LTI 1.3 and Advantage, and adds nothing of its own.",
    product_family="riverside",
)
