-- Where a row comes from. Nullable: rows of the original system have none of it, and a column that is added with NOT NULL
-- needs a default, which would be a lie. Rows that we load have all of it: staging, where they come through, refuses null.
-- One column a statement, for Redshift adds no more at once.

ALTER TABLE telecom.telecom_data ADD COLUMN call_id VARCHAR(64);
ALTER TABLE telecom.telecom_data ADD COLUMN fingerprint VARCHAR(16);
ALTER TABLE telecom.telecom_data ADD COLUMN raw_partition INTEGER;
ALTER TABLE telecom.telecom_data ADD COLUMN raw_offset BIGINT;
ALTER TABLE telecom.telecom_data ADD COLUMN ingested_at TIMESTAMP;
ALTER TABLE telecom.telecom_data ADD COLUMN batch_id VARCHAR(64);
ALTER TABLE telecom.telecom_data ADD COLUMN loaded_at TIMESTAMP;
