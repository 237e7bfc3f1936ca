"""The book of rules: rules as data, read from TOML and checked. Plain Python, to be imported from anywhere."""

from bihuan.rulebook.book.loading import BrokenBook, load_book, load_data, read_book
from bihuan.rulebook.book.rules import Book, Choice, Rule, UnknownRule, WrongKind
from bihuan.rulebook.book.values import BadValue, Kind, check_value
from bihuan.rulebook.book.vocabulary import CERTAINTIES, LEVELS, Certainty, Level

__all__ = [
    "CERTAINTIES",
    "LEVELS",
    "BadValue",
    "Book",
    "BrokenBook",
    "Certainty",
    "Choice",
    "Kind",
    "Level",
    "Rule",
    "UnknownRule",
    "WrongKind",
    "check_value",
    "load_book",
    "load_data",
    "read_book",
]
