from django.urls import path

from bihuan.pledges import views

app_name = "pledges"
urlpatterns = [
    path("", views.plans, name="plans"),
    path("import/", views.importing, name="import"),
    path("<uuid:plan_id>/", views.plan, name="plan"),
    path("<uuid:plan_id>/drop/", views.drop, name="drop"),
]
