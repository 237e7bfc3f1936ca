"""The WSGI application that the server loads."""

import os

from bihuan.store import engine

engine.use_current_sqlite()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.config.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402 - the engine must be chosen before Django loads

application = get_wsgi_application()
