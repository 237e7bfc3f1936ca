"""查询码: made from the key of the form and never stored, so that a repeat of the same form shows the same code.

The row keeps only a keyed digest, under another key, by which the code is found again. Who reads the database learns
no code from it.
"""

from __future__ import annotations

from django.conf import settings
from django.utils.crypto import salted_hmac

from bihuan.kernel import receipts

CODE_SALT = "bihuan.portal.code"
DIGEST_SALT = "bihuan.portal.digest"


def code_of(form_key: str) -> str:
    """The twenty digits of the form with this key."""
    return receipts.make(salted_hmac(CODE_SALT, form_key, algorithm="sha256").digest())


def digest_of(code: str) -> str:
    """What Matter.receipt_digest holds for a code of twenty digits."""
    return _digest(code, settings.SECRET_KEY)


def digests_of(code: str) -> list[str]:
    """The digest under the present secret and under each earlier one that is still honoured."""
    return [_digest(code, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _digest(code: str, secret: str | bytes) -> str:
    return salted_hmac(DIGEST_SALT, code, secret=secret, algorithm="sha256").hexdigest()
