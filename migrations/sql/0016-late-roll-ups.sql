-- What comes late is in every roll-up within a minute (F6): hours are made of minutes and days of hours, so each of the
-- three looks every 20 seconds; a look that finds nothing to do costs some milliseconds. Each looks up to its newest
-- whole bucket: with an end of an hour or a day before now, a bucket that somebody had refreshed by hand was not looked
-- at again until that much later.
SELECT alter_job(job_id, schedule_interval => INTERVAL '20 seconds', config => config || '{"end_offset": "1 minute"}')
FROM timescaledb_information.jobs WHERE proc_name = 'policy_refresh_continuous_aggregate' ORDER BY job_id;

-- Days that wait for a refresh because of what came for them later than the policies look. Kept as rows: days of one
-- write cannot be told apart by its number, and more of them than a run takes were never all refreshed.
CREATE TABLE late_count_day (day timestamptz PRIMARY KEY);

CREATE OR REPLACE PROCEDURE refresh_late_counts(job_id integer, config jsonb) LANGUAGE plpgsql AS $$
DECLARE
  v_days integer := coalesce((config->>'days')::integer, 2);
  v_floor timestamptz;
  v_last bigint;
  v_upto bigint;
  v_day timestamptz;
BEGIN
  SELECT date_trunc('day', now() - keep) + INTERVAL '1 day' INTO v_floor FROM retention_class WHERE class = 'count';
  SELECT seq INTO v_last FROM late_count_clock;
  SELECT seq INTO v_upto FROM write_clock;
  INSERT INTO late_count_day (day)
  SELECT DISTINCT date_trunc('day', observed_at) FROM count_delta
  WHERE seq > v_last AND seq <= v_upto AND observed_at < now() - INTERVAL '7 days'
  ON CONFLICT DO NOTHING;
  UPDATE late_count_clock SET seq = v_upto WHERE seq < v_upto;
  -- Never over what was dropped: there a refresh would lower the sums (M7).
  DELETE FROM late_count_day WHERE day < v_floor;
  COMMIT;
  FOREACH v_day IN ARRAY ARRAY(SELECT day FROM late_count_day ORDER BY day DESC LIMIT v_days) LOOP
    CALL refresh_continuous_aggregate('count_minute', v_day, v_day + INTERVAL '1 day');
    COMMIT; -- the next one learns at a commit what changed beneath it
    CALL refresh_continuous_aggregate('count_hour', v_day, v_day + INTERVAL '1 day');
    COMMIT;
    -- Days begin at midnight in Việt Nam: both that the day touches.
    CALL refresh_continuous_aggregate('count_day', v_day - INTERVAL '1 day', v_day + INTERVAL '2 days');
    DELETE FROM late_count_day WHERE day = v_day;
    COMMIT;
  END LOOP;
END $$;
