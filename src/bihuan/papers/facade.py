"""What others use of the papers library: names only."""

from bihuan.papers.commands import read_command
from bihuan.papers.reader.read import read
from bihuan.papers.reader.reading import Figure, Item, Measure, PaperDate, PaperKind, Problem, Promise, Reading
from bihuan.papers.source import Source, UnreadablePaper, from_bytes, from_file, from_text
from bihuan.papers.structure import Node, read_tree

__all__ = [
    "Figure",
    "Item",
    "Measure",
    "Node",
    "PaperDate",
    "PaperKind",
    "Problem",
    "Promise",
    "Reading",
    "Source",
    "UnreadablePaper",
    "from_bytes",
    "from_file",
    "from_text",
    "read",
    "read_command",
    "read_tree",
]
