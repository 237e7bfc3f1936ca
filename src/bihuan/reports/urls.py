from django.urls import path

from bihuan.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.reports, name="reports"),
    path("write/", views.write, name="write"),
    path("<uuid:report_id>/", views.report, name="report"),
    path("<uuid:report_id>/check/", views.check, name="check"),
    path("<uuid:report_id>/docx/", views.docx, name="docx"),
]
