-- How long things are kept (M7), as data, and one procedure that keeps to it in small steps, on both engines the same.
--
-- Chunks stay as they are: a day of events, a week of the ledger, six hours of the change log. 24 months are then 730 and
-- 104 chunks, which a query bounded in time does not open.
--
-- Columnstore: rows then take a fraction of their space, and a word that comes late must be looked up in its compressed
-- batch, which is slower than in a row. So events are converted after 14 days: cameras that were cut off
-- deliver within days, most calls are closed within two weeks (all revisions of a thing lie in the chunk of its first,
-- M2), and screens read at most 7 days of raw rows at a time. Later words still work, they cost more. Conversion waits
-- for the night: a large chunk holds up the embedded engine, which has one session, for a second or two.
-- The order begins with the time, which is part of the primary key: a conflict is looked for in one batch per source.
ALTER TABLE event SET (timescaledb.enable_columnstore = true, timescaledb.segmentby = 'source',
  timescaledb.orderby = 'first_observed_at DESC, seq');
CALL add_columnstore_policy('event', after => INTERVAL '14 days', schedule_interval => INTERVAL '1 day',
  initial_start => '2026-01-01 19:30:00+00');
ALTER TABLE count_delta SET (timescaledb.enable_columnstore = true, timescaledb.segmentby = 'domain',
  timescaledb.orderby = 'observed_at DESC, seq');
CALL add_columnstore_policy('count_delta', after => INTERVAL '14 days', schedule_interval => INTERVAL '1 day',
  initial_start => '2026-01-01 19:45:00+00');

-- The refresh policies of 0003 look back 8 days; what is stored for an older minute would never reach the aggregates.
-- Rows lie in the order of seq, so that a small index finds the new ones.
CREATE INDEX count_delta_seq_idx ON count_delta USING brin (seq) WITH (pages_per_range = 32, autosummarize = on);
CREATE TABLE late_count_clock (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  seq bigint NOT NULL                        -- what was stored up to here is in the aggregates, however old
);
INSERT INTO late_count_clock (seq) VALUES (0);

CREATE TABLE retention_class (
  class text PRIMARY KEY,
  keep interval NOT NULL,
  least interval NOT NULL,                   -- other parts rely on so much
  applied boolean NOT NULL DEFAULT true,     -- false: the rule is written down, nothing removes by it yet
  what text NOT NULL,
  CHECK (keep >= least)
);
INSERT INTO retention_class (class, keep, least, applied, what) VALUES
  ('event', '24 months', '60 days', true,
   'events, and things with all their revisions and tickets, from their first moment'),
  ('count', '24 months', '60 days', true,
   'the ledger of counts; its sums by minute, hour and day stay'),
  ('personal', '90 days', '0', true,
   'what is personal in a ticket, from its closing; with the ticket itself at the latest'),
  ('dead-letter', '90 days', '1 day', true, 'dead letters, from the last time they came'),
  ('change-log', '48 hours', '12 hours', true, 'the change log, which screens resume from'),
  ('attachment', '24 months', '0', false, 'pictures of reports and their files'),
  ('audit', '24 months', '12 months', false,
   'the audit trail: a chain of hashes that cannot lose its beginning unseen');

-- What was removed, by class and day; a day without anything has its row too.
CREATE TABLE retention_run (
  class text NOT NULL REFERENCES retention_class (class),
  day date NOT NULL,                         -- UTC
  unit text NOT NULL CHECK (unit IN ('row', 'chunk')),
  removed bigint NOT NULL,
  slices integer NOT NULL,
  longest_ms double precision NOT NULL,      -- of one slice
  horizon timestamptz NOT NULL,              -- what is older was removed, or is on its way
  last_at timestamptz NOT NULL,
  CONSTRAINT retention_run_pkey PRIMARY KEY (class, day, unit)
);

CREATE INDEX ticket_closed_idx ON ticket (closed_at) WHERE closed_at IS NOT NULL;

-- Drops the oldest chunk that lies before the horizon as a whole; answers how many it dropped.
CREATE FUNCTION drop_oldest_chunk(p_table regclass, p_horizon timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_end timestamptz;
BEGIN
  SELECT min(c.range_end) INTO v_end FROM timescaledb_information.chunks c
  WHERE format('%I.%I', c.hypertable_schema, c.hypertable_name)::regclass = p_table AND c.range_end <= p_horizon;
  IF v_end IS NULL THEN RETURN 0; END IF;
  RETURN (SELECT count(*) FROM drop_chunks(p_table, older_than => v_end));
END $$;

-- One slice of a class: at most so many rows, or one chunk.
CREATE FUNCTION retention_slice(p_class text, p_horizon timestamptz, p_rows integer, OUT removed bigint, OUT unit text)
LANGUAGE plpgsql AS $$
BEGIN
  unit := 'row';
  CASE p_class
    WHEN 'event' THEN
      WITH old AS MATERIALIZED (
        SELECT source, id FROM item WHERE first_observed_at < p_horizon ORDER BY first_observed_at LIMIT p_rows
      ), private AS (
        DELETE FROM ticket_private p USING old o WHERE p.source = o.source AND p.id = o.id
      ), tickets AS (
        DELETE FROM ticket t USING old o WHERE t.source = o.source AND t.id = o.id
      )
      DELETE FROM item i USING old o WHERE i.source = o.source AND i.id = o.id;
      GET DIAGNOSTICS removed = ROW_COUNT;
      -- Things go before their history, so that none points at nothing.
      IF removed = 0 THEN
        removed := drop_oldest_chunk('event', p_horizon);
        unit := 'chunk';
      END IF;
    WHEN 'count' THEN
      removed := drop_oldest_chunk('count_delta', p_horizon);
      unit := 'chunk';
    WHEN 'change-log' THEN
      removed := drop_oldest_chunk('change_log', p_horizon);
      unit := 'chunk';
    WHEN 'personal' THEN
      DELETE FROM ticket_private p USING (
        SELECT t.source, t.id FROM ticket t JOIN ticket_private n ON n.source = t.source AND n.id = t.id
        WHERE t.closed_at < p_horizon LIMIT p_rows
      ) old WHERE p.source = old.source AND p.id = old.id;
      GET DIAGNOSTICS removed = ROW_COUNT;
    WHEN 'dead-letter' THEN
      DELETE FROM dead_letter WHERE id IN (
        SELECT d.id FROM dead_letter d WHERE d.last_received_at < p_horizon ORDER BY d.last_received_at LIMIT p_rows
      );
      GET DIAGNOSTICS removed = ROW_COUNT;
  END CASE;
END $$;

-- Runs as a job of TimescaleDB, or of the embedded scheduler, for which one call is one turn of its only session: it
-- begins no slice after budget_ms (80), a slice is at most `rows` (500) or one chunk, and what is left waits for the
-- next run. A large site gives it more: SELECT alter_job(job_id, config => '{"budget_ms": 30000, "rows": 5000}').
CREATE PROCEDURE apply_retention(job_id integer, config jsonb) LANGUAGE plpgsql AS $$
DECLARE
  v_until timestamptz := clock_timestamp() + coalesce((config->>'budget_ms')::integer, 80) * INTERVAL '1 ms';
  v_rows integer := coalesce((config->>'rows')::integer, 500);
  v_class record;
  v_from timestamptz;
  v_slice record;
BEGIN
  -- Whose turn was longest ago comes first, so that a long queue of one class starves no other.
  FOR v_class IN SELECT c.class, c.keep FROM retention_class c WHERE c.applied
    ORDER BY (SELECT max(r.last_at) FROM retention_run r WHERE r.class = c.class) NULLS FIRST, c.class
  LOOP
    LOOP
      v_from := clock_timestamp();
      EXIT WHEN v_from > v_until;
      SELECT s.removed, s.unit INTO v_slice FROM retention_slice(v_class.class, v_from - v_class.keep, v_rows) s;
      INSERT INTO retention_run AS r (class, day, unit, removed, slices, longest_ms, horizon, last_at)
      VALUES (v_class.class, (v_from AT TIME ZONE 'UTC')::date, v_slice.unit, v_slice.removed, 1,
        extract(epoch FROM clock_timestamp() - v_from) * 1000, v_from - v_class.keep, v_from)
      ON CONFLICT (class, day, unit) DO UPDATE SET removed = r.removed + excluded.removed, slices = r.slices + 1,
        longest_ms = greatest(r.longest_ms, excluded.longest_ms), horizon = excluded.horizon, last_at = excluded.last_at;
      COMMIT;
      EXIT WHEN v_slice.removed = 0;
    END LOOP;
  END LOOP;
END $$;

-- Brings to the aggregates what was stored for minutes older than their policies look at: day by day, a few days a run.
-- Never over what was dropped: there a refresh would lower the sums (M7).
CREATE PROCEDURE refresh_late_counts(job_id integer, config jsonb) LANGUAGE plpgsql AS $$
DECLARE
  v_days integer := coalesce((config->>'days')::integer, 2);
  v_floor timestamptz;
  v_last bigint;
  v_upto bigint;
  v_late timestamptz[];
  v_day timestamptz;
BEGIN
  SELECT date_trunc('day', now() - keep) + INTERVAL '1 day' INTO v_floor FROM retention_class WHERE class = 'count';
  SELECT seq INTO v_last FROM late_count_clock;
  SELECT seq INTO v_upto FROM write_clock;
  SELECT array_agg(d.day ORDER BY d.first_seq) INTO v_late FROM (
    SELECT date_trunc('day', observed_at) AS day, min(seq) AS first_seq FROM count_delta
    WHERE seq > v_last AND seq <= v_upto AND observed_at >= v_floor AND observed_at < now() - INTERVAL '7 days'
    GROUP BY 1 ORDER BY 2 LIMIT v_days + 1
  ) d;
  FOREACH v_day IN ARRAY coalesce(v_late[1:v_days], '{}') LOOP
    CALL refresh_continuous_aggregate('count_minute', v_day, v_day + INTERVAL '1 day');
    COMMIT; -- the next one learns at a commit what changed beneath it
    CALL refresh_continuous_aggregate('count_hour', v_day, v_day + INTERVAL '1 day');
    COMMIT;
    -- Days begin at midnight in Việt Nam: both that the day touches.
    CALL refresh_continuous_aggregate('count_day', v_day - INTERVAL '1 day', v_day + INTERVAL '2 days');
    COMMIT;
  END LOOP;
  -- With more days waiting, only what came before the first of those is done for good.
  IF cardinality(v_late) > v_days THEN
    SELECT min(seq) - 1 INTO v_upto FROM count_delta
    WHERE seq > v_last AND date_trunc('day', observed_at) = v_late[v_days + 1]
      AND observed_at >= v_late[v_days + 1] AND observed_at < v_late[v_days + 1] + INTERVAL '1 day';
  END IF;
  UPDATE late_count_clock SET seq = v_upto WHERE seq < v_upto;
END $$;

SELECT remove_retention_policy('change_log');
SELECT remove_retention_policy('event');
SELECT remove_retention_policy('count_delta');
SELECT add_job('apply_retention', INTERVAL '10 minutes', config => '{"budget_ms": 80, "rows": 500}', fixed_schedule => false);
SELECT add_job('refresh_late_counts', INTERVAL '20 minutes', config => '{"days": 2}', fixed_schedule => false);

REVOKE ALL ON FUNCTION drop_oldest_chunk(regclass, timestamptz), retention_slice(text, timestamptz, integer) FROM PUBLIC;
REVOKE ALL ON PROCEDURE apply_retention(integer, jsonb), refresh_late_counts(integer, jsonb) FROM PUBLIC;
DO $$
BEGIN
  IF to_regrole('ioc_server') IS NOT NULL THEN
    GRANT SELECT ON retention_class, retention_run TO ioc_server;
    GRANT UPDATE (keep) ON retention_class TO ioc_server;
  END IF;
END $$;
