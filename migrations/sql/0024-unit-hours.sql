-- What all communes had, hour by hour, for questions over weeks: one row for a unit and an hour. count_hour has a row
-- for each domain, severity, kind and hour of storing besides, four and more times as many, and its totals are numeric,
-- for PostgreSQL sums bigint to that; both together made a month of it hardly quicker than the raw rows.
-- It knows what is now, not what was known at T: that stays with count_minute to count_day (M6).
--
-- Made of count_hour, of which nothing is ever dropped: so its refresh may look back without end (M7), which costs
-- nothing where nothing changed, and days that came late need no job of their own.
--
-- Killed between two statements it runs again from the beginning.
CREATE MATERIALIZED VIEW IF NOT EXISTS count_unit_hour
WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS
SELECT time_bucket(INTERVAL '1 hour', bucket) AS bucket, unit_id, sum(total)::bigint AS total
FROM count_hour
GROUP BY 1, 2
WITH NO DATA;
-- statement
CALL refresh_continuous_aggregate('count_unit_hour', NULL, date_trunc('hour', now()));
-- statement
SELECT add_continuous_aggregate_policy('count_unit_hour', start_offset => NULL, end_offset => INTERVAL '0 minutes',
  schedule_interval => INTERVAL '20 seconds', buckets_per_batch => 0, if_not_exists => true);
-- statement
DO $$
BEGIN
  IF to_regrole('ioc_server') IS NOT NULL THEN
    GRANT SELECT ON count_unit_hour TO ioc_server;
  END IF;
  IF to_regrole('ioc_reader') IS NOT NULL THEN
    GRANT SELECT ON count_unit_hour TO ioc_reader;
  END IF;
END $$;
