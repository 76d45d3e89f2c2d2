"""Statements of Redshift that the grammar does not understand: the short list. All else that it does not is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass

NAME = r"[a-z_]\w*(?:\.[a-z_]\w*)?"


@dataclass
class RawStatement:
    name: str
    # The whole statement. A group `query` (of a cursor) or `rest` is checked as a statement of its own.
    pattern: str
    why: str
    example: str


RAW_STATEMENTS = [
    RawStatement(
        "begin-with-modes",
        r"BEGIN ISOLATION LEVEL (?:SERIALIZABLE|REPEATABLE READ) READ (?:ONLY|WRITE)",
        "AWS, BEGIN: an isolation level may be followed by READ ONLY; sqlglot takes one mode",
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    ),
    RawStatement(
        "lock-table",
        rf"LOCK TABLE {NAME}(?:, {NAME})*",
        "AWS, LOCK: tables and nothing else, no mode; for sqlglot a Command",
        "LOCK TABLE telecom.load_gate",
    ),
    RawStatement(
        "declare-cursor",
        rf"DECLARE {NAME} CURSOR FOR (?P<query>.+)",
        "AWS, DECLARE: no options; for sqlglot a Command, so its query is checked by itself",
        "DECLARE pages CURSOR FOR SELECT turns FROM telecom.load_gate",
    ),
    RawStatement(
        "fetch-forward",
        rf"FETCH FORWARD (?:[1-9]\d{{0,2}}|1000) FROM {NAME}",
        "AWS, FETCH: at most 1000 rows at once on a cluster of one node; for sqlglot a Command",
        "FETCH FORWARD 1000 FROM pages",
    ),
    RawStatement(
        "close-cursor",
        rf"CLOSE {NAME}",
        "AWS, CLOSE; for sqlglot a column with an alias",
        "CLOSE pages",
    ),
    RawStatement(
        "encode-auto",
        r"(?P<rest>CREATE TABLE .+\)) ENCODE AUTO",
        "AWS, CREATE TABLE: the last attribute of a table; with it sqlglot reads a Command, so the rest is checked by itself",
        "CREATE TABLE t (a INTEGER) SORTKEY (a) ENCODE AUTO",
    ),
    RawStatement(
        "session-timeout",
        rf"ALTER USER {NAME} SESSION TIMEOUT [1-9]\d+",
        "AWS, ALTER USER: ends sessions that are idle, in seconds; for sqlglot a Command",
        "ALTER USER loader SESSION TIMEOUT 60",
    ),
]


def match(sql: str) -> re.Match[str] | None:
    """How the list takes a statement; None when it does not."""
    for statement in RAW_STATEMENTS:
        # The list is written with single spaces.
        pattern = statement.pattern.replace(" ", r"\s+")
        found = re.fullmatch(pattern, sql.strip(), re.IGNORECASE | re.DOTALL)
        if found:
            return found
    return None
