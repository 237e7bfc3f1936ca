from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "bihuan.trail"
    verbose_name = "留痕"
