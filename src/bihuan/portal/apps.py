from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "bihuan.portal"
    verbose_name = "公众页面"
