"""The deny-list: what the grammar takes and Redshift does not, or takes for something else than PostgreSQL does."""

from refused import definitions, queries, statements, words

REFUSED = [*statements.ROWS, *queries.ROWS, *words.ROWS, *definitions.ROWS]
