-- outside a transaction: Redshift's guide allows one such change of a table at a time, and does not say that it may be a part of more
-- How a load finds the row that a call may have already: on the slice where the staged row lies. docs/decisions/0005.
-- A table of the original system may have been distributed otherwise; this moves its rows, and locks it meanwhile.

ALTER TABLE telecom.telecom_data ALTER DISTKEY call_id;
