"""Names that other apps may use."""

from bihuan.demo.domain.loading import Loaded, NotEmpty, load, sample_code
from bihuan.demo.domain.texts import township

__all__ = ["Loaded", "NotEmpty", "load", "sample_code", "township"]
