"""The smallest township that a fault test needs, written by the server's own installation."""

from tests.cast import make_cast


def seed() -> None:
    """The standing cast, kept for good."""
    make_cast()
