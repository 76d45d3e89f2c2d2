"""Checks statements for Redshift: a line of JSON {name, sql} in, a line {name, problems} out, in the same order.

    python3 check.py FOLDER_OF_SQLGLOT < statements
    python3 check.py FOLDER_OF_SQLGLOT rows      # what is refused, and what is let through raw, as one line of JSON
"""

from __future__ import annotations

import json
import sys

sys.path.insert(0, sys.argv[1])

import raw_statements  # noqa: E402 - sqlglot is found now
from refused import REFUSED  # noqa: E402
from statement import NotRead, Statement, is_understood, not_of_cursors, read  # noqa: E402


def problems_of(sql: str) -> list[str]:
    raw = raw_statements.match(sql)
    parts = raw.groupdict() if raw else {"rest": sql}
    query, rest = parts.get("query"), parts.get("rest")
    if query is None and rest is None:
        return []
    try:
        statement = read(query or rest)
    except NotRead as error:
        return [f"grammar: {error}"]
    return [*(not_of_cursors(statement) if query else []), *refused_in(statement)]


def refused_in(statement: Statement) -> list[str]:
    return [f"{row.name}: {found}. {row.why}" for row in REFUSED for found in row.finds(statement)]


def rows() -> dict[str, object]:
    return {
        "refused": [{"name": row.name, "red": row.red} for row in REFUSED],
        "raw": [
            {"name": row.name, "why": row.why, "example": row.example, "understood": is_understood(row.example)}
            for row in raw_statements.RAW_STATEMENTS
        ],
    }


def main() -> None:
    if sys.argv[2:] == ["rows"]:
        print(json.dumps(rows()))
        return
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps({"name": asked["name"], "problems": problems_of(asked["sql"])}))


main()
