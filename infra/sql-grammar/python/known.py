"""What of Redshift our statements may name. Whoever needs more looks it up in the Redshift reference and adds it."""

from __future__ import annotations

from sqlglot import exp
from sqlglot.generators.redshift import RedshiftGenerator

# Types that mean the same in PostgreSQL and Redshift, apart from lengths, which Redshift counts in bytes.
# Source: AWS, "Data types" and "Unsupported PostgreSQL data types".
TYPES = {
    exp.DType.BOOLEAN,
    exp.DType.SMALLINT,
    exp.DType.INT,
    exp.DType.BIGINT,
    exp.DType.DECIMAL,
    exp.DType.FLOAT,
    exp.DType.DOUBLE,
    exp.DType.CHAR,
    exp.DType.VARCHAR,
    exp.DType.DATE,
    exp.DType.TIMESTAMP,
    exp.DType.TIMESTAMPTZ,
}

# Source: AWS, "SQL functions reference"; now() and its like are left out: "Leader node-only functions" calls them
# no longer supported, and getdate() is not PostgreSQL's, so that times are given as parameters.
FUNCTIONS = set(
    """
    avg bool_and bool_or count listagg max median min stddev_pop stddev_samp sum var_pop var_samp
    dense_rank first_value lag last_value lead ntile percent_rank rank row_number
    coalesce decode greatest least nullif nvl nvl2
    abs ceil ceiling floor mod power random round sign sqrt trunc
    btrim concat left len length lower lpad ltrim md5 octet_length position regexp_replace regexp_substr replace right
    rpad rtrim split_part strpos substring trim upper
    convert_timezone date_part date_trunc dateadd datediff extract getdate sysdate to_char to_date to_number
    to_timestamp
    current_database current_schema current_user has_database_privilege has_schema_privilege has_table_privilege
    pg_backend_pid pg_terminate_backend pg_last_copy_count pg_last_copy_id pg_last_query_id version
    """.split()
)

# Source: AWS, "Configuration reference". lock_timeout and idle_in_transaction_session_timeout are PostgreSQL's.
SETTINGS = set(
    """
    analyze_threshold_percent datestyle enable_case_sensitive_identifier enable_result_cache_for_session
    extra_float_digits max_cursor_result_set_size query_group search_path statement_timeout timezone
    wlm_query_slot_count
    """.split()
)

# Reserved words need quotes there, and names of PostgreSQL's system columns are refused. Source: AWS, "Reserved words",
# which sqlglot has, with one too many that AWS itself uses bare, and "Unsupported PostgreSQL features".
SYSTEM_COLUMNS = {"ctid", "cmax", "cmin", "tableoid", "xmax", "xmin"}
RESERVED_NAMES = {word.strip() for word in RedshiftGenerator.RESERVED_KEYWORDS} - {"type"} | SYSTEM_COLUMNS

# What COPY takes beside FORMAT PARQUET, and which values may follow (ANY: one of any kind).
# Source: AWS, "COPY from columnar data formats".
ANY = None
COPY_PARAMETERS = {
    "IAM_ROLE": ANY,
    "CREDENTIALS": ANY,
    "ACCESS_KEY_ID": ANY,
    "SECRET_ACCESS_KEY": ANY,
    "SESSION_TOKEN": ANY,
    "MANIFEST": (),
    "FILLRECORD": (),
    "ACCEPTINVCHARS": (),
    "EXPLICIT_IDS": (),
    "STATUPDATE": ("ON", "OFF"),
}
