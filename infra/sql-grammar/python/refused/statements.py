"""Whole statements, and what stands in COPY and SET."""

from __future__ import annotations

from typing import Iterator

from sqlglot import exp
from sqlglot.tokens import TokenType

from known import ANY, COPY_PARAMETERS, SETTINGS
from row import FUNCTIONS, KNOWN, Refused, having, nodes, text_of
from statement import KINDS, WITH_PARAMETERS, Statement


def unknown_kinds(statement: Statement) -> list[str]:
    return [] if isinstance(statement.root, KINDS) else [statement.sql.strip()[:80]]


MODES = ("ISOLATION LEVEL SERIALIZABLE", "ISOLATION LEVEL REPEATABLE READ", "READ ONLY", "READ WRITE")


def odd_transactions(statement: Statement) -> Iterator[str]:
    root = statement.root
    if isinstance(root, exp.Transaction):
        modes = root.args.get("modes") or []
        if len(modes) > 1 or any(mode not in MODES for mode in modes):
            yield ", ".join(modes)
    if root.args.get("chain") is not None:
        yield "AND CHAIN"


def parameters_where_none_may_be(statement: Statement) -> list[str]:
    if isinstance(statement.root, WITH_PARAMETERS):
        return []
    return [text_of(node) for node in statement.root.find_all(exp.Parameter)]


def unknown_settings(statement: Statement) -> Iterator[str]:
    for item in statement.root.find_all(exp.SetItem):
        name = item.this.this.name if isinstance(item.this, exp.EQ) else text_of(item)
        if name.lower() not in SETTINGS:
            yield name


def copy_parameters(statement: Statement) -> Iterator[str]:
    """The grammar pairs words of COPY as they come, so they are read here."""
    if not isinstance(statement.root, exp.Copy):
        return
    kinds = [token.token_type for token in statement.tokens]
    if TokenType.FROM not in kinds:
        yield "without FROM"
        return
    words = [token.text.upper() for token in statement.tokens[kinds.index(TokenType.FROM) + 2 :]]
    if "PARQUET" not in words:
        yield "without FORMAT PARQUET"
    while words:
        word = words.pop(0)
        if word == "FORMAT" and words[:1] == ["AS"]:
            words.pop(0)
        if word in ("FORMAT", "PARQUET"):
            continue
        if word not in COPY_PARAMETERS:
            yield word
            return
        values = COPY_PARAMETERS[word]
        if words and (values is ANY or words[0] in values):
            words.pop(0)


ROWS = [
    Refused(
        "statement",
        unknown_kinds,
        "the grammar does not understand it, and it is not on the short list of python/raw_statements.py",
        [
            "VACUUM telecom.telecom_data",
            "SELECT_ a",
            "ALTER USER loader SET statement_timeout TO 60000",
            "LOCK TABLE t IN SHARE MODE",
            "FETCH FORWARD 10000 FROM pages",
            "DECLARE pages SCROLL CURSOR FOR SELECT a FROM t",
            "LISTEN loads",
        ],
    ),
    Refused(
        "transaction",
        odd_transactions,
        "not a mode of AWS, BEGIN, COMMIT and ROLLBACK",
        ["BEGIN DEFERRABLE", "COMMIT AND CHAIN"],
    ),
    Refused(
        "savepoint",
        having("savepoint"),
        f"there are none ({FUNCTIONS}: ROLLBACK TO SAVEPOINT)",
        ["ROLLBACK TO SAVEPOINT before_rows"],
    ),
    Refused(
        "truncate",
        nodes(exp.TruncateTable),
        "it commits the transaction that it stands in (AWS, TRUNCATE)",
        ["TRUNCATE TABLE telecom.load_range"],
    ),
    Refused(
        "parameter",
        parameters_where_none_may_be,
        "only queries and changes of rows take parameters (PostgreSQL, PREPARE)",
        ["SET statement_timeout TO $1"],
    ),
    Refused(
        "setting",
        unknown_settings,
        f"not in SETTINGS {KNOWN} (AWS, Configuration reference)",
        ["SET lock_timeout TO 30000", "SET LOCAL idle_in_transaction_session_timeout = 30000"],
    ),
    Refused(
        "copy-parameter",
        copy_parameters,
        "not with FORMAT PARQUET (AWS, COPY from columnar data formats)",
        [
            f"COPY staging (a) FROM 's3://b/k' IAM_ROLE 'arn' FORMAT AS PARQUET MANIFEST {parameter}"
            for parameter in (
                *("MAXERROR 10", "IGNOREALLERRORS", "ACCEPTANYDATE"),
                *("REGION 'eu-west-1'", "COMPUPDATE OFF", "TRUNCATECOLUMNS"),
            )
        ]
        + ["COPY staging FROM 's3://b/k' IAM_ROLE DEFAULT MANIFEST", "COPY staging TO STDOUT"],
    ),
]
