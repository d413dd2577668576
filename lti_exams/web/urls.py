from django.urls import include, path

from lti_exams.web.views import front, launch

_in_launch = [
    path("", launch.home, name="launch-home"),
    path("place", launch.place, name="place-link"),
    path("deep-linking", launch.deep_linking, name="deep-linking"),
    path("dashboard/", launch.dashboard, name="dashboard"),
    path("new-window/", launch.new_window, name="new-window"),
]

urlpatterns = [
    path("", front.home, name="home"),
    path("help", front.help_page, name="help"),
    path("help/errors", front.error_list, name="error-list"),
    path("launches/<slug:key>/", include(_in_launch)),
]
