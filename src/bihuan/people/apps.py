from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "bihuan.people"
    verbose_name = "机构人员"
