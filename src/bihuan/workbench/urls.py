from django.urls import path

from bihuan.workbench import views

app_name = "workbench"
urlpatterns = [path("today/", views.home, name="home")]
