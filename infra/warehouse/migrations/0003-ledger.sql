-- What was loaded, and how far. The rows of loaded_through depend on the topic, so setup makes them.

CREATE TABLE IF NOT EXISTS telecom.load_batch (
  batch_id VARCHAR(64) NOT NULL,
  cut_reason VARCHAR(16) NOT NULL,
  rows_staged INTEGER NOT NULL,
  rows_loaded INTEGER NOT NULL,
  rows_already_loaded INTEGER NOT NULL,
  rows_conflict INTEGER NOT NULL,
  rows_unloadable INTEGER NOT NULL,
  files INTEGER NOT NULL,
  bytes BIGINT NOT NULL,
  manifest VARCHAR(512) NOT NULL,
  min_start TIMESTAMP NOT NULL,
  max_start TIMESTAMP NOT NULL,
  app_version VARCHAR(32) NOT NULL,
  opened_at TIMESTAMP NOT NULL,
  staged_at TIMESTAMP NOT NULL,
  committed_at TIMESTAMP NOT NULL
);

CREATE TABLE IF NOT EXISTS telecom.load_range (
  batch_id VARCHAR(64) NOT NULL,
  topic VARCHAR(249) NOT NULL,
  kafka_partition INTEGER NOT NULL,
  first_offset BIGINT NOT NULL,
  next_offset BIGINT NOT NULL,
  row_count INTEGER NOT NULL,
  first_raw_offset BIGINT,
  last_raw_offset BIGINT
);

CREATE TABLE IF NOT EXISTS telecom.loaded_through (
  topic VARCHAR(249) NOT NULL,
  kafka_partition INTEGER NOT NULL,
  next_offset BIGINT NOT NULL,
  raw_high_water BIGINT NOT NULL,
  last_raw_offset BIGINT,
  last_timestamp BIGINT,
  moved_at TIMESTAMP
);

CREATE TABLE IF NOT EXISTS telecom.load_gate (turns BIGINT NOT NULL);

INSERT INTO telecom.load_gate SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM telecom.load_gate);
