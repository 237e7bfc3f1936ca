from django.apps import AppConfig


class PledgesConfig(AppConfig):
    name = "bihuan.pledges"
    verbose_name = "清单"
