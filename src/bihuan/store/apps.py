from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "bihuan.store"
    verbose_name = "存储"

    def ready(self) -> None:
        from bihuan.store import search  # noqa: F401, PLC0415 - registers the lookup once the models are loaded
