-- What one asks of the calls: the README of infra/warehouse has a question for each view. The same SQL for PostgreSQL and
-- Redshift, so without FILTER, LATERAL, intervals, RANGE frames; extract(epoch ...) stands for datediff.
--
-- No number, and recorded nowhere: each run makes all of them again, behind the migrations. So a view that was dropped comes
-- back, and it must be dropped before a column that it reads is changed, by a person or by a migration. Views name each column
-- and never use *, so that they do not mind a column that is added. Days and minutes are those of start_datetime, in the
-- zone of the source.

-- Minutes without a call have no row.
CREATE OR REPLACE VIEW telecom.calls_per_minute AS
SELECT
  date_trunc('minute', start_datetime) AS minute,
  count(*) AS calls,
  sum(call_duration) AS seconds,
  sum(total_amount) AS revenue
FROM telecom.telecom_data
WHERE start_datetime IS NOT NULL
GROUP BY date_trunc('minute', start_datetime);

-- By day as well, so that a span of days can be summed. The cast: avg of an integer is an integer on Redshift.
CREATE OR REPLACE VIEW telecom.revenue_by_provider AS
SELECT
  network_provider,
  CAST(start_datetime AS DATE) AS day,
  count(*) AS calls,
  sum(call_duration) AS seconds,
  CAST(avg(CAST(call_duration AS DOUBLE PRECISION)) AS DECIMAL(12,2)) AS average_seconds,
  sum(total_amount) AS revenue
FROM telecom.telecom_data
GROUP BY network_provider, CAST(start_datetime AS DATE);

-- Threshold: below 5 seconds. Nobody answered where the duration is 0 or none; the quality rules refuse such calls, so
-- those are of the original system.
CREATE OR REPLACE VIEW telecom.very_short_calls AS
SELECT
  CASE WHEN coalesce(call_duration, 0) = 0 THEN 'unanswered' ELSE 'very short' END AS kind,
  caller_id,
  receiver_id,
  start_datetime,
  call_duration,
  network_provider,
  total_amount,
  call_id
FROM telecom.telecom_data
WHERE coalesce(call_duration, 0) < 5;

-- A call that began while an earlier call of the same caller was going on; busy_until is the latest end of those before it.
-- A call that begins in the second in which another ends does not overlap it.
CREATE OR REPLACE VIEW telecom.overlapping_calls AS
SELECT
  caller_id,
  receiver_id,
  start_datetime,
  end_datetime,
  busy_until,
  CAST(extract(epoch FROM CASE WHEN end_datetime < busy_until THEN end_datetime ELSE busy_until END)
    - extract(epoch FROM start_datetime) AS INTEGER) AS overlap_seconds,
  call_id
FROM (
  SELECT
    caller_id,
    receiver_id,
    start_datetime,
    end_datetime,
    call_id,
    max(end_datetime) OVER (
      PARTITION BY caller_id
      ORDER BY start_datetime, end_datetime, call_id
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS busy_until
  FROM telecom.telecom_data
  WHERE caller_id IS NOT NULL AND end_datetime >= start_datetime
) AS calls
WHERE start_datetime < busy_until;

-- Thresholds: 10 calls of a caller that begin within 300 seconds (9 = 10 - 1: the call nine before is the first of ten).
-- Bursts that share a call are one: first_call to last_call, with all calls between them.
CREATE OR REPLACE VIEW telecom.call_bursts AS
SELECT
  caller_id,
  min(first_of_ten) AS first_call,
  max(start_datetime) AS last_call,
  max(place) - min(place) + 10 AS calls
FROM (
  SELECT
    caller_id,
    start_datetime,
    first_of_ten,
    place,
    sum(begins) OVER (PARTITION BY caller_id ORDER BY place ROWS UNBOUNDED PRECEDING) AS burst
  FROM (
    SELECT
      caller_id,
      start_datetime,
      first_of_ten,
      place,
      CASE
        WHEN place - lag(place) OVER (PARTITION BY caller_id ORDER BY place) <= 9 THEN 0
        ELSE 1
      END AS begins
    FROM (
      SELECT
        caller_id,
        start_datetime,
        lag(start_datetime, 9) OVER (PARTITION BY caller_id ORDER BY start_datetime) AS first_of_ten,
        row_number() OVER (PARTITION BY caller_id ORDER BY start_datetime) AS place
      FROM telecom.telecom_data
      WHERE caller_id IS NOT NULL AND start_datetime IS NOT NULL
    ) AS calls
    WHERE extract(epoch FROM start_datetime) - extract(epoch FROM first_of_ten) <= 300
  ) AS tenth_calls
) AS tenth_calls_by_burst
GROUP BY caller_id, burst;

-- Threshold: 50 different receivers of one caller in one day.
CREATE OR REPLACE VIEW telecom.callers_of_many AS
SELECT
  caller_id,
  CAST(start_datetime AS DATE) AS day,
  count(DISTINCT receiver_id) AS receivers,
  count(*) AS calls,
  sum(call_duration) AS seconds
FROM telecom.telecom_data
WHERE caller_id IS NOT NULL AND start_datetime IS NOT NULL
GROUP BY caller_id, CAST(start_datetime AS DATE)
HAVING count(DISTINCT receiver_id) >= 50;

-- Every row counts, also without a caller or a start, so that the sum of all bills is the sum of the table. A call belongs
-- to the day it began.
CREATE OR REPLACE VIEW telecom.billing_by_caller_day AS
SELECT
  caller_id,
  CAST(start_datetime AS DATE) AS day,
  count(*) AS calls,
  sum(call_duration) AS seconds,
  sum(total_amount) AS amount,
  count(*) - count(total_amount) AS calls_without_amount
FROM telecom.telecom_data
GROUP BY caller_id, CAST(start_datetime AS DATE);
