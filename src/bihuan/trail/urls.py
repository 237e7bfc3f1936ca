from django.urls import path

from bihuan.trail import views

app_name = "trail"
urlpatterns = [
    path("", views.entries, name="entries"),
    path("verify/", views.verify, name="verify"),
]
