-- The fields of schema v2, and who named the call. Nullable: older rows and records have none of it. No encoding is named,
-- see 0001. One column a statement, for Redshift adds no more at once.

ALTER TABLE telecom.telecom_data ADD COLUMN call_status VARCHAR(16);
ALTER TABLE telecom.telecom_data ADD COLUMN cell_id VARCHAR(32);
ALTER TABLE telecom.telecom_data ADD COLUMN call_id_from VARCHAR(8);
