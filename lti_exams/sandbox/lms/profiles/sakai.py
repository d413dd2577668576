from lti_exams.sandbox.lms.profiles.base import Profile

# Nothing is known of Sakai that differs from the specifications in what this LMS shows.
# Source of what stands here: documents only.
SAKAI = Profile(
    name="sakai",
    title="Sakai",
    summary="Behaves as the specifications say, under its own name and with POST logins.",
    product_family="sakailms.org",
    version="23.1",
    login_method="POST",  # documents only
)
