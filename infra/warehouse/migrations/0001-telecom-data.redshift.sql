-- The original system's own table, as it was: a table of theirs that is there is kept and goes on from here.

CREATE SCHEMA IF NOT EXISTS telecom;

-- SORTKEY: loads and reports look up calls by their start. The DISTKEY comes in 0004, with its column.
-- ENCODE AUTO: COPY chooses no encodings for Parquet, so the table must. AUTO begins with those that Redshift's guide
-- lists by type (AZ64 for numbers and times, LZO for text, RAW for the sort key) and mends them by use. An encoding
-- named for a single column would end that for all of them, so no later ADD COLUMN may name one.
CREATE TABLE IF NOT EXISTS telecom.telecom_data (
  caller_name VARCHAR(256),
  receiver_name VARCHAR(256),
  caller_id VARCHAR(20),
  receiver_id VARCHAR(20),
  start_datetime TIMESTAMP,
  end_datetime TIMESTAMP,
  call_duration INTEGER,
  network_provider VARCHAR(50),
  total_amount DECIMAL(5,2)
) SORTKEY (start_datetime) ENCODE AUTO;
