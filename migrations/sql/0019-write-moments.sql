-- Which write was the newest at a past moment (M4), for longer than the change log remembers: one row for each second in
-- which something was written, with the moments between which the things of that second lie, so that a replay opens
-- their chunks alone, as the feed does. The log itself is exact to the microsecond and is asked first.
CREATE TABLE write_moment (
  at timestamptz NOT NULL,                   -- a whole second: what was stored before it has a seq up to this one
  seq bigint NOT NULL,
  things_from timestamptz,                   -- first_observed_at of what this second changed; null: nothing observed
  things_to timestamptz
);
SELECT create_hypertable('write_moment', by_range('at', INTERVAL '30 days'), create_default_indexes => false);
CREATE UNIQUE INDEX write_moment_at_idx ON write_moment (at);
CREATE INDEX write_moment_seq_idx ON write_moment (seq);

-- A second is noted when it is over: a later write has been committed (the writers' lock makes that an order), or
-- nothing came for so long that no write of that second can still be open.
CREATE PROCEDURE note_write_moments(job_id integer, config jsonb) LANGUAGE plpgsql AS $$
DECLARE
  v_last timestamptz;
  v_seq bigint;
BEGIN
  SELECT at, seq INTO v_last, v_seq FROM write_moment ORDER BY at DESC LIMIT 1;
  INSERT INTO write_moment (at, seq, things_from, things_to)
  SELECT date_trunc('second', l.stored_at) + INTERVAL '1 second', max(l.seq),
    min(coalesce((r.row->>'from')::timestamptz, (r.row->>'observedAt')::timestamptz)),
    max(coalesce((r.row->>'to')::timestamptz, (r.row->>'observedAt')::timestamptz))
  FROM write_clock c CROSS JOIN change_log l
  LEFT JOIN LATERAL jsonb_array_elements(CASE WHEN l.topic IN ('item', 'count', 'registry') THEN l.payload ELSE '[]' END) AS r (row)
    ON true
  WHERE l.seq > coalesce(v_seq, 0) AND l.stored_at >= coalesce(v_last, '-infinity') AND l.stored_at < CASE
    WHEN c.stored_at < clock_timestamp() - INTERVAL '5 minutes' THEN c.stored_at + INTERVAL '1 microsecond'
    ELSE date_trunc('second', c.stored_at) END
  GROUP BY 1
  ON CONFLICT DO NOTHING;
END $$;

-- What was stored before the log's memory, by the minute, as the ledger tells it.
INSERT INTO write_moment (at, seq, things_from, things_to)
SELECT to_timestamp((stored_min + 1) * 60), max(seq), min(observed_at), max(observed_at) + INTERVAL '1 minute'
FROM count_delta
WHERE stored_min < coalesce((SELECT floor(extract(epoch FROM min(stored_at)) / 60) FROM change_log), 1e9)
GROUP BY stored_min;

SELECT add_job('note_write_moments', INTERVAL '20 seconds', fixed_schedule => false);
SELECT add_retention_policy('write_moment', drop_after => INTERVAL '24 months', schedule_interval => INTERVAL '1 day');

REVOKE ALL ON PROCEDURE note_write_moments(integer, jsonb) FROM PUBLIC;
DO $$
BEGIN
  IF to_regrole('ioc_server') IS NOT NULL THEN
    GRANT SELECT ON write_moment TO ioc_server;
  END IF;
  IF to_regrole('ioc_reader') IS NOT NULL THEN
    GRANT SELECT ON write_moment TO ioc_reader;
  END IF;
END $$;
