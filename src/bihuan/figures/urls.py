from django.urls import path

from bihuan.figures import views

app_name = "figures"
urlpatterns = [
    path("", views.index, name="figures"),
    path("<str:name>/", views.figure, name="figure"),
]
