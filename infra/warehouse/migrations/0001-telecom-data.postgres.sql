-- The original system's own table, as it was: a table of theirs that is there is kept and goes on from here.

CREATE SCHEMA IF NOT EXISTS telecom;

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
);
