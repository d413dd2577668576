"""Words for the way into a launch: the login, the state, the browser, the session."""

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.shape import Side, Text, Wording

OPEN_AGAIN = _("Go back to your course and open the link once more.")
CHECK_THE_LOGIN_ADDRESS = _(
    "Give the reference to the administrator of your LMS. The registration sheet of this "
    "service (/lti/config) has the addresses that belong into the LMS."
)


def _unreadable_login(what: Text) -> Wording:
    return Wording(
        status=400,
        side=Side.LMS,
        title=_("Your LMS began the launch in a way that cannot be followed"),
        what=what,
        next=CHECK_THE_LOGIN_ADDRESS,
    )


def _interrupted(*, title: Text, what: Text, next: Text = OPEN_AGAIN) -> Wording:
    return Wording(status=400, side=Side.YOU, title=title, what=what, next=next)


LAUNCHES: dict[str, Wording] = {
    "login-iss-missing": _unreadable_login(
        _("The request does not say which LMS sent it (there is no iss)."),
    ),
    "login-hint-missing": _unreadable_login(
        _("The request does not say whom it is for (there is no login_hint)."),
    ),
    "login-target-missing": _unreadable_login(
        _("The request does not say what is to be opened (there is no target_link_uri)."),
    ),
    "login-target-foreign": _unreadable_login(
        _("The request asks for an address that does not belong to this service."),
    ),
    "login-parameter-too-long": _unreadable_login(
        _("A value in the request is longer than any LMS needs."),
    ),
    "launch-platform-error": Wording(
        status=400,
        side=Side.LMS,
        title=_("Your LMS did not confirm who you are"),
        what=_("The LMS was asked who you are and answered with an error: %(error)s."),
        next=_(
            "Sign in to your LMS again and open the link once more. If it is refused again, give "
            "the reference to the administrator of your LMS."
        ),
    ),
    "launch-state-missing": _interrupted(
        title=_("This page cannot be opened by itself"),
        what=_("A launch begins in your course. What arrived here did not begin there."),
    ),
    "launch-state-unknown": _interrupted(
        title=_("This launch is not known here"),
        what=_(
            "The service did not begin this launch, or it was so long ago that it is forgotten."
        ),
    ),
    "launch-state-used": _interrupted(
        title=_("This launch was used already"),
        what=_(
            "Each launch opens one time only. Reloading the page, or going back to it, sends the "
            "same launch again."
        ),
    ),
    "launch-state-expired": _interrupted(
        title=_("This launch took too long"),
        what=_("More than ten minutes passed between opening the link and arriving here."),
    ),
    "launch-browser-differs": _interrupted(
        title=_("This launch was begun in another browser"),
        what=_(
            "The launch arrived in a browser that did not begin it. This happens when a link is "
            "passed on, and it protects you from being signed in as somebody else."
        ),
        next=_("Open the link in your course, in the browser that you want to use."),
    ),
    "launch-browser-unknown": _interrupted(
        title=_("Your browser did not keep the launch"),
        what=_(
            "Your browser keeps no cookies for pages that are shown inside another site, so the "
            "service cannot tell that it was you who began this launch."
        ),
        next=_(
            "Open the link in a window of its own, or allow cookies for this service, and open it "
            "once more."
        ),
    ),
    "launch-storage-differs": _interrupted(
        title=_("This launch was begun in another browser"),
        what=_("What your LMS kept for this launch does not fit the launch that arrived."),
    ),
    "launch-over": Wording(
        status=403,
        side=Side.YOU,
        title=_("This visit is over"),
        what=_(
            "The page belongs to a visit that began in your course and has ended, or that began "
            "in another browser."
        ),
        next=_("Open the link in your course again. Everything that was saved is still there."),
    ),
}
