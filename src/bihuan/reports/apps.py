from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "bihuan.reports"
    verbose_name = "材料"
