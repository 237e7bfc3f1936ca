from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "bihuan.rulebook"
    verbose_name = "规则"
