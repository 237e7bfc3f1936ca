from django.urls import path

from bihuan.portal.views import home, progress, report

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("phones/", home.phones, name="phones"),
    path("report/", report.report, name="report"),
    path("progress/", progress.progress, name="progress"),
    path("progress/answer/", progress.record_answer, name="answer"),
    path("progress/withdraw/", progress.withdraw, name="withdraw"),
    path("t/<str:town>/", home.home, name="home"),
    path("t/<str:town>/phones/", home.phones, name="phones"),
    path("t/<str:town>/report/", report.report, name="report"),
]
