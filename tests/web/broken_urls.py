"""Addresses with a page that breaks, for the test of what is shown then."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret detail")


portal = ([path("broken/", broken, name="broken")], "portal")
urlpatterns = [path("", include(portal)), path("", include("bihuan.people.urls"))]
