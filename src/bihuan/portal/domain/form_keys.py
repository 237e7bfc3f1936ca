"""The signed marks that a form carries: its own key with the moment it was opened, and the files already kept for it.

The key makes a repeat recognisable; the moment tells a machine, which fills in at once, from a person.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core import signing
from django.utils.crypto import get_random_string

TOKEN_SALT = "bihuan.portal.form"
FILE_SALT = "bihuan.portal.file"
KEY_LENGTH = 32


def new_token(*, now: datetime) -> str:
    """The token of a form just opened."""
    return signing.Signer(salt=TOKEN_SALT).sign_object([get_random_string(KEY_LENGTH), int(now.timestamp())])


def read_token(token: str, *, now: datetime, longest: timedelta) -> tuple[str, timedelta] | None:
    """The key of a form and how long it has been open; None for a token that is not ours or older than `longest`."""
    try:
        key, opened = signing.Signer(salt=TOKEN_SALT).unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    age = timedelta(seconds=int(now.timestamp()) - opened)
    return (key, age) if age <= longest else None


def sign_file(file_id: object) -> str:
    """The name under which a file already kept comes back with its form."""
    return signing.Signer(salt=FILE_SALT).sign(str(file_id))


def read_files(signed: Iterable[str]) -> list[str]:
    """The ids of files already kept; whatever was not signed here is left out."""
    found = []
    for value in signed:
        try:
            found.append(signing.Signer(salt=FILE_SALT).unsign(value))
        except (signing.BadSignature, ValueError):
            continue
    return found
