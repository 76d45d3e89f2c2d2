"""Changes of rows, and queries."""

from __future__ import annotations

from typing import Iterator

from sqlglot import exp

from row import FEATURES, FUNCTIONS, Refused, having, nodes, text_of
from statement import Statement


def values_as_table(statement: Statement) -> Iterator[str]:
    for node in statement.root.find_all(exp.Values):
        if not isinstance(node.parent, exp.Insert):
            yield text_of(node)
    for node in statement.root.find_all(exp.Anonymous):
        if node.name.upper() == "VALUES" and not node.find_ancestor(exp.When):
            yield text_of(node)


def is_row(node: exp.Expression) -> bool:
    return not isinstance(node.parent, (exp.Values, exp.Insert, exp.Distinct))


def over_array(node: exp.Expression) -> bool:
    return isinstance(node.this.unnest(), (exp.Parameter, exp.Array))


def is_odd_frame(node: exp.Expression) -> bool:
    return node.args.get("kind") != "ROWS" or bool(node.args.get("exclude"))


# They need to be told their frame when the window has an order.
FRAMED = (exp.Avg, exp.Count, exp.Max, exp.Min, exp.Sum, exp.FirstValue, exp.LastValue)


def lacks_frame(node: exp.Expression) -> bool:
    return isinstance(node.this, FRAMED) and node.args.get("order") and not node.args.get("spec")


ROWS = [
    Refused(
        "conflict-clause",
        having("conflict"),
        "no unique index, so no ON CONFLICT (AWS, INSERT)",
        [
            "INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING",
            "INSERT INTO t (a) SELECT a FROM s ON CONFLICT (a) DO UPDATE SET a = 2",
        ],
    ),
    Refused(
        "returning",
        having("returning"),
        "no RETURNING (AWS, INSERT, UPDATE and DELETE)",
        [
            "INSERT INTO t (a) VALUES (1) RETURNING a",
            "UPDATE t SET a = 1 RETURNING a",
            "DELETE FROM t WHERE a = 1 RETURNING a",
        ],
    ),
    Refused(
        "change-in-with",
        nodes(exp.CTE, when=lambda node: isinstance(node.this, (exp.Insert, exp.Update, exp.Delete))),
        "WITH takes queries only (AWS, WITH clause)",
        ["WITH gone AS (DELETE FROM t) SELECT a FROM t"],
    ),
    Refused(
        "row-lock",
        nodes(exp.Lock),
        "rows cannot be locked (AWS, SELECT)",
        ["SELECT a FROM t FOR UPDATE", "SELECT a FROM t FOR SHARE"],
    ),
    Refused(
        "filter",
        nodes(exp.Filter),
        "aggregates have no FILTER: count a CASE (AWS, Aggregate functions)",
        ["SELECT count(*) FILTER (WHERE a > 1) FROM t"],
    ),
    Refused(
        "lateral",
        nodes(exp.Lateral),
        "no LATERAL (AWS, FROM clause)",
        ["SELECT a FROM t, LATERAL (SELECT 1) x", "SELECT a FROM t CROSS JOIN LATERAL (SELECT 1) x"],
    ),
    Refused(
        "distinct-on",
        nodes(exp.Distinct, when=lambda node: node.args.get("on")),
        "no DISTINCT ON: number the rows (AWS, SELECT list)",
        ["SELECT DISTINCT ON (a) a, b FROM t"],
    ),
    Refused(
        "values-as-table",
        values_as_table,
        f"VALUES is for INSERT only ({FEATURES})",
        ["SELECT a FROM (VALUES (1), (2)) AS v (a)", "WITH v AS (VALUES (1)) SELECT a FROM v"],
    ),
    Refused(
        "fetch-first",
        nodes(exp.Fetch),
        "LIMIT instead (AWS, ORDER BY clause)",
        ["SELECT a FROM t FETCH FIRST 5 ROWS ONLY"],
    ),
    Refused(
        "set-operation",
        nodes(exp.Intersect, exp.Except, when=lambda node: not node.args.get("distinct")),
        "ALL is for UNION only (AWS, UNION, INTERSECT, and EXCEPT)",
        ["SELECT a FROM t EXCEPT ALL SELECT a FROM s"],
    ),
    Refused(
        "table-sample",
        nodes(exp.TableSample),
        "no TABLESAMPLE (AWS, FROM clause)",
        ["SELECT a FROM t TABLESAMPLE SYSTEM (1)"],
    ),
    Refused(
        "only",
        nodes(exp.Table, when=lambda node: node.args.get("only")),
        f"no inheritance ({FEATURES})",
        ["SELECT a FROM ONLY t"],
    ),
    Refused(
        "null-safe-comparison",
        nodes(exp.NullSafeEQ, exp.NullSafeNEQ),
        f"no IS DISTINCT FROM ({FUNCTIONS})",
        ["SELECT a FROM t WHERE a IS NOT DISTINCT FROM b", "SELECT a FROM t WHERE a IS DISTINCT FROM b"],
    ),
    Refused(
        "row-value",
        nodes(exp.Tuple, when=is_row),
        f"no row constructors ({FEATURES})",
        ["SELECT a FROM t WHERE (a, b) IN (SELECT a, b FROM s)"],
    ),
    Refused(
        "array",
        nodes(exp.Array, exp.Bracket),
        f"no array constructors and no subscripts ({FEATURES})",
        ["SELECT ARRAY[1, 2]", "SELECT a[1] FROM t"],
    ),
    Refused(
        "any-of-array",
        nodes(exp.Any, exp.All, when=over_array),
        f"no arrays, so none as a parameter either ({FEATURES})",
        ["SELECT a FROM t WHERE a = ANY($1)"],
    ),
    Refused(
        "frame",
        nodes(exp.WindowSpec, when=is_odd_frame),
        "frames are of ROWS and leave nothing out (AWS, Window function syntax summary)",
        ["SELECT sum(a) OVER (ORDER BY b RANGE UNBOUNDED PRECEDING) FROM t"],
    ),
    Refused(
        "frame-missing",
        nodes(exp.Window, when=lacks_frame),
        "an aggregate over an ordered window must name its frame (AWS, Window function syntax summary)",
        ["SELECT sum(a) OVER (ORDER BY b) FROM t", "SELECT last_value(a) OVER (ORDER BY b) FROM t"],
    ),
    Refused(
        "named-window",
        having("windows"),
        "windows have no names (AWS, SELECT)",
        ["SELECT row_number() OVER w FROM t WINDOW w AS (ORDER BY a)"],
    ),
]
