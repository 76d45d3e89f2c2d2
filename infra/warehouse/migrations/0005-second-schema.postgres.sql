-- outside a transaction: adding a column locks the table against readers, and making the index must not
-- The fields of schema v2, and who named the call. Nullable: older rows and records have none of it.

ALTER TABLE telecom.telecom_data ADD COLUMN call_status VARCHAR(16);
ALTER TABLE telecom.telecom_data ADD COLUMN cell_id VARCHAR(32);
ALTER TABLE telecom.telecom_data ADD COLUMN call_id_from VARCHAR(8);

-- How a load finds the row of a call that its source named: such a name does not hold the start, as a derived one does.
-- Rows with derived ids stay out of it, and cost nothing. docs/decisions/0012.
CREATE INDEX IF NOT EXISTS telecom_data_source_call
  ON telecom.telecom_data (call_id) WHERE call_id_from IS NOT NULL;
