-- How a load finds the row that a call may have already: docs/decisions/0007. Not unique: nothing leans on it but speed.

CREATE INDEX IF NOT EXISTS telecom_data_call ON telecom.telecom_data (start_datetime, call_id);
