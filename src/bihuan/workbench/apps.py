from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "bihuan.workbench"
    verbose_name = "待办"
