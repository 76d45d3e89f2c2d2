"""One statement, as the grammar reads it."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.tokens import Token

logging.disable(logging.CRITICAL)  # that a statement falls back to Command is told as a problem, not as a warning

# What the grammar makes of a statement that it does not know is one of these, or of no kind that is in this list:
# `CLOSE pages` is an expression with an alias to it.
KINDS = (
    exp.Select,
    exp.SetOperation,
    exp.Insert,
    exp.Update,
    exp.Delete,
    exp.Merge,
    exp.Create,
    exp.Alter,
    exp.Drop,
    exp.Copy,
    exp.Analyze,
    exp.Transaction,
    exp.Commit,
    exp.Rollback,
    exp.Set,
    exp.Grant,
    exp.Revoke,
    exp.Comment,
    exp.TruncateTable,
)

# Those that may have parameters ($1).
WITH_PARAMETERS = (exp.Select, exp.SetOperation, exp.Insert, exp.Update, exp.Delete, exp.Merge)


@dataclass
class Statement:
    sql: str
    tokens: list[Token]
    root: exp.Expression


class NotRead(Exception):
    """The grammar does not take it; the text says why."""


def read(sql: str) -> Statement:
    """Reads exactly one statement. Raises NotRead."""
    try:
        roots = sqlglot.parse(sql, read="redshift")
        tokens = sqlglot.tokenize(sql, read="redshift")
    except SqlglotError as error:
        raise NotRead(told(error)) from None
    if len(roots) != 1 or roots[0] is None:
        raise NotRead(f"{len([root for root in roots if root])} statements in one text, must be one")
    return Statement(sql, tokens, roots[0])


def is_understood(sql: str) -> bool:
    """Whether the grammar knows what kind of statement this is, and not only that it is one."""
    try:
        return isinstance(read(sql).root, KINDS)
    except NotRead:
        return False


def not_of_cursors(statement: Statement) -> list[str]:
    """A cursor is of a query, whose values stand in its text."""
    if not isinstance(statement.root, (exp.Select, exp.SetOperation)):
        return ["declare-cursor: not a query"]
    return ["declare-cursor: takes no parameters" for _ in statement.root.find_all(exp.Parameter)]


def told(error: SqlglotError) -> str:
    details = getattr(error, "errors", None)
    if not details:
        return str(error)
    first = details[0]
    return f"{first['description'].split('<Token')[0].rstrip()} at line {first['line']}, column {first['col']}"
