"""Settings: typed values from the environment, each failing with a sentence that says what to do."""

from __future__ import annotations

from pathlib import Path

from bihuan.config import environment as env
from bihuan.store import engine

engine.use_current_sqlite()

BASE = Path(__file__).resolve().parent.parent
DATA = env.path("BIHUAN_DATA", default=Path.cwd() / "data")

DEBUG = env.boolean("BIHUAN_DEBUG", default=False)
SECRET_KEY = env.secret("BIHUAN_SECRET_KEY", file=DATA / "secret_key")
ALLOWED_HOSTS = env.words("BIHUAN_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.words("BIHUAN_ORIGINS", default=[])

INSTALLED_APPS = [
    "bihuan.store",
    "bihuan.trail",
    "bihuan.rulebook",
    "bihuan.people",
    "bihuan.delivery",
    "bihuan.web",
    "bihuan.figures",
    "bihuan.matters",
    "bihuan.pledges",
    "bihuan.reports",
    "bihuan.workbench",
    "bihuan.portal",
    "bihuan.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "bihuan.web.access.AccessMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "bihuan.config.urls"
WSGI_APPLICATION = "bihuan.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bihuan.web.context.office",
            ],
            "builtins": ["django.templatetags.static", "bihuan.web.templatetags.bihuan"],
        },
    },
    # Long tables and form controls: the same autoescaping at a sixth of the cost (docs/decisions/0013).
    {"BACKEND": "django.template.backends.jinja2.Jinja2", "APP_DIRS": True, "OPTIONS": {"autoescape": True}},
]
FORM_RENDERER = "django.forms.renderers.Jinja2"

DATABASES = {"default": engine.database(env.text("BIHUAN_DATABASE", default=f"sqlite:///{DATA / 'bihuan.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "people:sign-in"
LOGIN_REDIRECT_URL = "workbench:home"

# Signed in for one working day at the most; the idle limit is the rulebook's (people.session-idle).
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_NAME = "bihuan"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.boolean("BIHUAN_HTTPS", default=False)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}

# Which township's public pages stand at "/", where the installation serves several.
TOWNSHIP = env.text("BIHUAN_TOWNSHIP", default="")

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
FILES_ROOT = DATA / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "bihuan"}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("BIHUAN_LOG_LEVEL", default="INFO")},
}
