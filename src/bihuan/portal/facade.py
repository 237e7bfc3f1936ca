"""Names that other apps may use."""

from bihuan.portal.domain.codes import code_of, digest_of
from bihuan.portal.domain.reporting import Receipt, Report, take_report

__all__ = ["Receipt", "Report", "code_of", "digest_of", "take_report"]
