-- Counts by minute, hour and day of Asia/Ho_Chi_Minh, each keeping when it was stored (coarsened), so that
-- "now" and "as known at T" come from the same sums (M6). Real-time: a wall must not wait for a refresh.
-- Refresh windows begin inside the raw retention: refreshing a dropped range would lower the sums (M7).
CREATE MATERIALIZED VIEW count_minute
WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS
SELECT time_bucket(INTERVAL '1 minute', observed_at) AS bucket,
  stored_min, domain, severity, unit_id, kind, sum(delta) AS total
FROM count_delta
GROUP BY 1, 2, 3, 4, 5, 6
WITH NO DATA;
-- statement
CREATE MATERIALIZED VIEW count_hour
WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS
SELECT time_bucket(INTERVAL '1 hour', bucket) AS bucket,
  stored_min / 60 AS stored_hour, domain, severity, unit_id, kind, sum(total) AS total
FROM count_minute
GROUP BY 1, 2, 3, 4, 5, 6
WITH NO DATA;
-- statement
CREATE MATERIALIZED VIEW count_day
WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS
SELECT time_bucket(INTERVAL '1 day', bucket, 'Asia/Ho_Chi_Minh') AS bucket,
  (stored_hour + 7) / 24 AS stored_day, domain, severity, unit_id, kind, sum(total) AS total
FROM count_hour
GROUP BY 1, 2, 3, 4, 5, 6
WITH NO DATA;
-- statement
SELECT add_continuous_aggregate_policy('count_minute', start_offset => INTERVAL '8 days',
  end_offset => INTERVAL '1 minute', schedule_interval => INTERVAL '1 minute', buckets_per_batch => 0);
-- statement
SELECT add_continuous_aggregate_policy('count_hour', start_offset => INTERVAL '9 days',
  end_offset => INTERVAL '1 hour', schedule_interval => INTERVAL '10 minutes', buckets_per_batch => 0);
-- statement
SELECT add_continuous_aggregate_policy('count_day', start_offset => INTERVAL '40 days',
  end_offset => INTERVAL '1 day', schedule_interval => INTERVAL '1 hour', buckets_per_batch => 0);
-- statement
SELECT add_retention_policy('change_log', drop_after => INTERVAL '48 hours', schedule_interval => INTERVAL '1 hour');
-- statement
SELECT add_retention_policy('event', drop_after => INTERVAL '24 months', schedule_interval => INTERVAL '1 day');
-- statement
SELECT add_retention_policy('count_delta', drop_after => INTERVAL '24 months', schedule_interval => INTERVAL '1 day');
