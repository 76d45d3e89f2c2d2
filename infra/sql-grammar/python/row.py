"""A row of the deny-list, and ways to find something in a statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Iterable

from sqlglot import exp

from statement import Statement

# Gives a short text for each place.
Finder = Callable[[Statement], Iterable[str]]

FEATURES = "AWS, Unsupported PostgreSQL features"
FUNCTIONS = "AWS, Unsupported PostgreSQL functions"
KNOWN = "of python/known.py, where it may go if the Redshift reference has it"


@dataclass
class Refused:
    name: str
    finds: Finder
    why: str
    # Statements in which this row finds something, and no other row does.
    red: list[str]


def text_of(node: exp.Expression) -> str:
    text = " ".join(node.sql("postgres").split()) or type(node).__name__
    return text if len(text) <= 80 else f"{text[:80]}…"


def always(_: exp.Expression) -> bool:
    return True


def nodes(*kinds: type, when: Callable[[exp.Expression], object] = always) -> Finder:
    return lambda statement: [text_of(node) for node in statement.root.find_all(*kinds) if when(node)]


def having(argument: str) -> Finder:
    """Nodes of any kind with this argument, as the grammar names it."""
    return nodes(exp.Expression, when=lambda node: node.args.get(argument))


def root_of(*kinds: type, when: Callable[[exp.Expression], object] = always) -> Finder:
    return lambda statement: [
        text_of(node) for node in [statement.root] if isinstance(node, kinds) and when(node)
    ]
