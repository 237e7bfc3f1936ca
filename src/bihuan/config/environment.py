"""Typed readers of environment values. A wrong value stops the start with a sentence that says what to do."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def text(name: str, *, default: str) -> str:
    return os.environ.get(name) or default


def words(name: str, *, default: list[str]) -> list[str]:
    """A comma-separated list."""
    value = os.environ.get(name)
    return [word.strip() for word in value.split(",") if word.strip()] if value else default


def boolean(name: str, *, default: bool) -> bool:
    value = os.environ.get(name)
    if not value:
        return default
    if value.lower() in ("1", "true", "yes"):
        return True
    if value.lower() in ("0", "false", "no"):
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}: set it to true or false.")


def integer(name: str, *, default: int) -> int:
    value = os.environ.get(name)
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to a whole number.") from None


def path(name: str, *, default: Path) -> Path:
    """A directory that exists or can be made."""
    value = Path(os.environ.get(name) or default).expanduser().absolute()
    try:
        value.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name} is {value}, which cannot be made ({error}): set it to a folder that this user may write."
        ) from None
    return value


def secret(name: str, *, file: Path) -> str:
    """The secret from the environment, else from its file, which is made at the first start (mode 600)."""
    value = os.environ.get(name)
    if value:
        if len(value) < 32:
            raise ImproperlyConfigured(f"{name} has {len(value)} characters: give it at least 32 random ones.")
        return value
    if not file.is_file():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            handle.write(secrets.token_urlsafe(48))
    return file.read_text().strip()
