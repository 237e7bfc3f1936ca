from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class FiguresConfig(AppConfig):
    name = "bihuan.figures"
    verbose_name = "数"

    def ready(self) -> None:
        """Let every app register its figures (its module figures.py)."""
        autodiscover_modules("figures")
