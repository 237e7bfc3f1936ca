"""The papers of the repository say what is there: pictures, places, states, links."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.architecture.source import SOURCE
from tools.screenshots import SHOTS

ROOT = SOURCE.parents[1]
SYSTEMS = ROOT / "docs" / "systems.md"
STATES = {"works", "part", "not yet"}
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
PATH = re.compile(r"`([\w./-]+(?:/|\.py|\.toml|\.html)|[a-z_]+(?:/[a-z_]+)*)`")


def _papers() -> list[Path]:
    """Every Markdown file of the repository: those under version control and those about to be."""
    told = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    # An unpacked archive has no version control; its folders of tools are left out by name.
    found = told.stdout.split("\n") if told.returncode == 0 else map(str, _unpacked())
    return [ROOT / name for name in found if name and (ROOT / name).is_file()]


def _unpacked() -> list[Path]:
    hidden = {".venv", "node_modules", "data"}
    return [path.relative_to(ROOT) for path in ROOT.rglob("*.md") if not hidden & set(path.relative_to(ROOT).parts)]


def _links(paper: Path) -> list[tuple[bool, str]]:
    """Whether it is a picture, and where it leads, for each link to a file."""
    text = FENCED.sub("", paper.read_text("utf-8"))
    return [
        (mark == "!", address.partition("#")[0])
        for mark, address in LINK.findall(text)
        if not re.match(r"[a-z]+:|#", address)
    ]


def _rows() -> list[list[str]]:
    """The cells of each row of the table of systems."""
    lines = [line for line in SYSTEMS.read_text("utf-8").splitlines() if re.match(r"\| [A-Z]\d+ \|", line)]
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]


def test_every_link_leads_to_a_file_or_to_a_picture_that_will_be_taken() -> None:
    to_be_taken = {ROOT / "docs" / "screenshots" / f"{shot.name}.png" for shot in SHOTS}
    papers = _papers()
    assert ROOT / "README.md" in papers
    broken = [
        f"{paper.relative_to(ROOT)}: {address}"
        for paper in papers
        for is_picture, address in _links(paper)
        if not (paper.parent / address).exists()
        and not (is_picture and (paper.parent / address).resolve() in to_be_taken)
    ]
    assert broken == []


def test_every_screenshot_is_shown_somewhere() -> None:
    shown = {
        (paper.parent / address).resolve() for paper in _papers() for is_picture, address in _links(paper) if is_picture
    }
    taken = set((ROOT / "docs" / "screenshots").glob("*.png"))
    taken |= {ROOT / "docs" / "screenshots" / f"{shot.name}.png" for shot in SHOTS}
    assert sorted(path.name for path in taken - shown) == []


def test_the_table_of_systems_has_one_row_for_each_with_a_known_state() -> None:
    rows = _rows()
    ids = [row[0] for row in rows]
    assert len(ids) > 80
    assert sorted({one for one in ids if ids.count(one) > 1}) == []
    assert [row[0] for row in rows if len(row) != 6 or row[2] not in STATES] == []


def test_what_works_names_its_code_its_page_and_its_test() -> None:
    assert [row[0] for row in _rows() if row[2] != "not yet" and not all(row[3:])] == []
    assert [row[0] for row in _rows() if row[2] == "not yet" and any(row[3:])] == []


def test_the_paths_in_the_table_of_systems_exist() -> None:
    named = [(row[0], SOURCE, path) for row in _rows() for path in _code_paths(row[3])]
    named += [(row[0], ROOT, path) for row in _rows() for path in _code_paths(row[5])]
    assert len(named) > 20
    assert [f"{one}: {path}" for one, base, path in named if not (base / path).exists()] == []


def _code_paths(cell: str) -> list[str]:
    """Paths in a cell; one without a folder lies beside the one before it (`a/b.py`, `c.py`)."""
    found: list[str] = []
    for path in PATH.findall(cell):
        beside = found and "/" not in path and path.endswith(".py")
        found.append(str(Path(found[-1]).parent / path) if beside else path)
    return found


def test_the_changelog_begins_with_a_version() -> None:
    lines = (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines()
    first = next(line for line in lines if line.startswith("## "))
    assert re.fullmatch(r"## \d+\.\d+\.\d+(?: .*)?", first), first
