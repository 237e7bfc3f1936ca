from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "bihuan.delivery"
    verbose_name = "收发"
