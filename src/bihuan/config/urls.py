"""Addresses. Which of them need no signing in is said once, in web/access.py."""

from django.urls import include, path

handler400 = "bihuan.web.views.bad_request"
urlpatterns = [
    path("", include("bihuan.portal.urls")),
    path("", include("bihuan.people.urls")),
    path("", include("bihuan.workbench.urls")),
    path("", include("bihuan.web.urls")),
    path("ledger/", include("bihuan.matters.urls")),
    path("figures/", include("bihuan.figures.urls")),
    path("plans/", include("bihuan.pledges.urls")),
    path("reports/", include("bihuan.reports.urls")),
    path("rules/", include("bihuan.rulebook.urls")),
    path("trail/", include("bihuan.trail.urls")),
]
