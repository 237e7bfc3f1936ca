"""Real papers and data that lie beside the repository; a test that needs one is skipped, visibly, where it is missing."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared_file(pattern: str) -> Path:
    """The one file of the shared folder that matches; skips the test when there is none."""
    found = sorted(SHARED.glob(pattern)) if SHARED.is_dir() else []
    if not found:
        pytest.skip(f"needs shared/{pattern}, which is not beside this checkout")
    return found[0]


def shared_files(pattern: str) -> list[Path]:
    """All files of the shared folder that match; skips the test when there is none."""
    found = sorted(SHARED.glob(pattern)) if SHARED.is_dir() else []
    if not found:
        pytest.skip(f"needs shared/{pattern}, which is not beside this checkout")
    return found
