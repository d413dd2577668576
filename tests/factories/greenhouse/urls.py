from django.urls import include, path

from tests.factories.greenhouse.views import GreenhouseView, SimpleView

urlpatterns = [
    path("greenhouse/", GreenhouseView.as_view(), name="greenhouse"),
    path("simple/", SimpleView.as_view(), name="simple"),
    path("", include("config.urls")),
]
