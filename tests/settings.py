"""Settings of the tests: the product's own, with a fresh folder for data and a cheap password hash."""

import os
import tempfile

os.environ.setdefault("BIHUAN_DATA", tempfile.mkdtemp(prefix="bihuan-test-"))
os.environ.setdefault("BIHUAN_DATABASE", "sqlite:///:memory:")
os.environ.setdefault("BIHUAN_SECRET_KEY", "only-for-tests-0123456789-0123456789-0123456789")

from bihuan.config.settings import *  # noqa: F403 - Django's way of extending settings

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MIDDLEWARE = ["tests.reading.ReadsNeverWrite", *MIDDLEWARE]  # noqa: F405
RULEBOOK_RECHECK_SECONDS = 3600

# pytest-xdist gives each process a database of its own; in memory it stays in memory.
if DATABASES["default"]["ENGINE"] == "bihuan.store.sqlite":  # noqa: F405 - from the product's settings
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # noqa: F405
