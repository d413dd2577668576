"""What is said beside a score, in the language of the installation."""

from django.utils.translation import gettext as _

from lti_exams.grades.rules.documents import Comment


def comment_of(comment: Comment) -> str:
    """Word a comment for whoever looks into the LMS's gradebook."""
    words = {
        Comment.NONE: "",
        Comment.REJECTED: _("The review of this attempt did not accept it, so it counts nothing."),
        Comment.TIMED_OUT: _("Nothing was handed in before the time ran out."),
        Comment.QUALIFIED: _("Qualifies for the final exam."),
        Comment.NOT_QUALIFIED: _("Does not qualify for the final exam. The course says why."),
    }
    return words[comment]
