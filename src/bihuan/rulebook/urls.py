from django.urls import path

from bihuan.rulebook.views import notices, rules

app_name = "rulebook"
urlpatterns = [
    path("", rules.rules, name="rules"),
    path("calendar/", notices.calendar, name="calendar"),
    path("calendar/enter/", notices.enter, name="enter-notice"),
    path("overrides/<uuid:override_id>/end/", rules.end, name="end-override"),
    path("<str:rule_id>/", rules.rule, name="rule"),
]
