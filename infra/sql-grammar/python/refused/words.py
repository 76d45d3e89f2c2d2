"""Names, types and texts."""

from __future__ import annotations

from typing import Iterator

from sqlglot import exp
from sqlglot.tokens import TokenType

from known import FUNCTIONS as KNOWN_FUNCTIONS
from known import RESERVED_NAMES, TYPES
from row import FUNCTIONS, KNOWN, Refused, nodes, text_of
from statement import Statement


def unknown_types(statement: Statement) -> list[str]:
    return [text_of(node) for node in statement.root.find_all(exp.DataType) if node.this not in TYPES]


def unknown_functions(statement: Statement) -> Iterator[str]:
    for node in statement.root.find_all(exp.Func):
        if not is_syntax(node):
            name = written_name(node, statement.sql)
            if name.lower() not in KNOWN_FUNCTIONS:
                yield name


# The grammar holds these for functions, too.
SYNTAX = (exp.Cast, exp.Connector, exp.Case, exp.Exists, exp.Array)


def is_syntax(node: exp.Func) -> bool:
    if isinstance(node, SYNTAX) or isinstance(node.parent, (exp.Case, exp.PartitionedByProperty)):
        return True
    if isinstance(node, exp.RegexpLike) and "start" not in node.meta:
        return True  # ~
    if isinstance(node, exp.Anonymous) and isinstance(node.parent, exp.Table):
        return isinstance(node.parent.parent, exp.Analyze)  # ANALYZE table (columns)
    return isinstance(node, exp.Anonymous) and node.name.upper() == "VALUES"  # has a row of its own


# The grammar has one node for several functions: STRING_AGG is its LISTAGG. Where it kept the place, the text tells.
UNPLACED = {exp.GroupConcat: "string_agg", exp.StrPosition: "position"}


def written_name(node: exp.Func, sql: str) -> str:
    if "start" in node.meta:
        return sql[node.meta["start"] : node.meta["end"] + 1]
    if isinstance(node, exp.CurrentTimestamp) and node.args.get("sysdate"):
        return "sysdate"
    return UNPLACED.get(type(node)) or node.sql_name()


def reserved_names(statement: Statement) -> list[str]:
    found = statement.root.find_all(exp.Identifier)
    return [node.name for node in found if not node.quoted and node.name.lower() in RESERVED_NAMES]


def backslashes(statement: Statement) -> list[str]:
    texts = [token for token in statement.tokens if token.token_type == TokenType.STRING]
    return ["in a text" for token in texts if "\\" in statement.sql[token.start : token.end + 1]]


def trailing_commas(statement: Statement) -> list[str]:
    pairs = zip(statement.tokens, statement.tokens[1:])
    closing = (TokenType.FROM, TokenType.R_PAREN, TokenType.WHERE)
    return [
        f"before {after.text}"
        for token, after in pairs
        if token.token_type == TokenType.COMMA and after.token_type in closing
    ]


ROWS = [
    Refused(
        "function",
        unknown_functions,
        f"not in FUNCTIONS {KNOWN}; for what is missing see {FUNCTIONS}",
        [
            "SELECT pg_advisory_xact_lock(1)",
            "SELECT string_agg(a, ',') FROM t",
            "SELECT gen_random_uuid()",
            "SELECT a FROM generate_series(1, 5)",
            "SELECT a FROM t WHERE b < now()",
            "SELECT a -> 'b' FROM t",
            "SELECT a FROM t WHERE b ~* 'c'",
        ],
    ),
    Refused(
        "type",
        unknown_types,
        f"not in TYPES {KNOWN}; TEXT is VARCHAR(256) there (AWS, Unsupported PostgreSQL data types)",
        [
            f"CREATE TABLE t (a {kind})"
            for kind in (
                *("SERIAL", "BIGSERIAL", "JSON", "JSONB", "UUID", "INTEGER[]"),
                *("ENUM('a')", "INTERVAL", "BYTEA", "TEXT"),
            )
        ]
        + ["SELECT a::jsonb FROM t", "SELECT CAST($1 AS text)"],
    ),
    Refused(
        "reserved-name",
        reserved_names,
        "must be quoted, and is better another name (AWS, Reserved words)",
        ["SELECT tag FROM t", "SELECT a AS open FROM t", "CREATE TABLE t (xmin INTEGER)"],
    ),
    Refused(
        "backslash",
        backslashes,
        "begins an escape in Redshift, and is a letter in PostgreSQL",
        [r"SELECT a FROM t WHERE b = 'C:\temp'"],
    ),
    Refused(
        "string-kind",
        nodes(exp.ByteString, exp.RawString, exp.National, exp.HexString, exp.BitString, exp.UnicodeString),
        "texts are written in single quotes only (AWS, Literals)",
        ["SELECT a FROM t WHERE b = $$text$$", "SELECT a FROM t WHERE b = E'text'"],
    ),
    Refused(
        "comma",
        trailing_commas,
        "a comma too many, which only the grammar forgives",
        ["SELECT a, FROM t", "SELECT a FROM t WHERE a IN (1, 2,)"],
    ),
]
