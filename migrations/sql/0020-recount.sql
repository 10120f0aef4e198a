-- The ledger and its sums are counted again from the rows themselves, all the time, and put right in the open: what was
-- wrong is set straight by signed rows of the ledger, like any correction, and noted.
--
-- A sum that went wrong although the ledger is right needs no row of its own kind either: a row of zero in its bucket
-- tells TimescaleDB that the bucket changed, and the refreshes of 0003 and 0013 make it anew.

-- One row: who does it now (a lease, for several nodes), what was found, where the walk through the past stands.
CREATE TABLE recount_clock (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  holder text,
  until timestamptz NOT NULL DEFAULT '-infinity',
  older_day date,                            -- UTC; the last day that was looked through as a whole
  checked_at timestamptz,                    -- end of the last round over the newest hours
  checked_from timestamptz,                  -- it looked from here on
  drift integer NOT NULL DEFAULT 0,          -- figures that the last round found wrong
  unaccounted integer NOT NULL DEFAULT 0,    -- things of the newest hours in units that the registry does not know
  repaired bigint NOT NULL DEFAULT 0,        -- figures put right, ever
  repaired_at timestamptz,
  longest_ms double precision NOT NULL DEFAULT 0
);
INSERT INTO recount_clock DEFAULT VALUES;

-- What was put right.
CREATE TABLE recount_repair (
  seq bigint PRIMARY KEY,
  stored_at timestamptz NOT NULL,
  minute_from timestamptz NOT NULL,
  minute_to timestamptz NOT NULL,
  figures integer NOT NULL,                  -- of the ledger
  buckets timestamptz[] NOT NULL,            -- of the sums
  delta bigint NOT NULL                      -- sum of what was added
);

-- Topics are the server's list (feed/change.ts); a new one should not need a migration.
ALTER TABLE change_log DROP CONSTRAINT change_log_topic_check;
ALTER TABLE change_log ADD CONSTRAINT change_log_topic_check CHECK (topic ~ '^[a-z][a-z-]{0,39}$');

-- Facts that never change but are of another kind than `event`: none so far, and then a recount must not miss them.
CREATE INDEX event_odd_idx ON event (first_observed_at) WHERE word_key IS NULL AND kind <> 'event';

-- What the ledger lacks (or has too much of, below zero) in these minutes, from the rows themselves: arrivals, and each
-- item by the newest of its words that is not late.
CREATE FUNCTION ledger_difference(p_from timestamptz, p_to timestamptz)
RETURNS TABLE (minute timestamptz, domain text, severity text, unit_id text, kind text, delta integer)
LANGUAGE sql STABLE AS $$
  SELECT c.minute, c.domain, c.severity, c.unit_id, c.kind, sum(c.n)::integer
  FROM (
    SELECT date_trunc('minute', e.first_observed_at) AS minute, e.domain, e.severity, e.unit_id, e.kind, count(*) AS n
    FROM event e
    WHERE e.kind = 'event' AND e.word_key IS NULL AND e.first_observed_at >= p_from AND e.first_observed_at < p_to
    GROUP BY 1, 2, 3, 4, 5
    UNION ALL
    SELECT date_trunc('minute', e.first_observed_at), e.domain, e.severity, e.unit_id, e.kind, 1
    FROM event e
    WHERE e.kind <> 'event' AND e.word_key IS NULL AND e.first_observed_at >= p_from AND e.first_observed_at < p_to
    UNION ALL
    SELECT date_trunc('minute', i.first_observed_at), w.domain, w.severity, w.unit_id, w.kind, 1
    FROM item i CROSS JOIN LATERAL (
      SELECT e.domain, e.severity, e.unit_id, e.kind FROM event e
      WHERE e.source = i.source AND e.id = i.id AND e.first_observed_at = i.first_observed_at AND NOT e.late
      ORDER BY e.revision DESC LIMIT 1) w
    WHERE i.first_observed_at >= p_from AND i.first_observed_at < p_to
    UNION ALL
    SELECT d.observed_at, d.domain, d.severity, d.unit_id, d.kind, -d.delta
    FROM count_delta d WHERE d.observed_at >= p_from AND d.observed_at < p_to
  ) c GROUP BY 1, 2, 3, 4, 5 HAVING sum(c.n) <> 0
$$;

-- Puts the ledger right in these minutes and has these buckets of the sums made anew. The writers' lock is held, so that
-- what is missing is missing and not on its way. Answers how many figures of the ledger it changed.
CREATE FUNCTION repair_counts(p_from timestamptz, p_to timestamptz, p_buckets timestamptz[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_seq bigint;
  v_at timestamptz;
  v_rows jsonb;
BEGIN
  SELECT w.seq, w.stored_at INTO v_seq, v_at FROM next_write() w;
  SELECT coalesce(jsonb_agg(jsonb_build_object('observedAt', d.minute, 'domain', d.domain, 'severity', d.severity,
    'unitId', d.unit_id, 'kind', d.kind, 'delta', d.delta)), '[]') INTO v_rows
  FROM ledger_difference(p_from, p_to) d;
  INSERT INTO count_delta (observed_at, stored_min, seq, domain, severity, unit_id, kind, delta)
  SELECT r."observedAt", floor(extract(epoch FROM v_at) / 60), v_seq, r.domain, r.severity, r."unitId", r.kind, r.delta
  FROM jsonb_to_recordset(v_rows) AS r ("observedAt" timestamptz, domain text, severity text, "unitId" text, kind text,
    delta integer)
  UNION ALL
  SELECT b, floor(extract(epoch FROM v_at) / 60), v_seq, 'data', 'info', NULL, 'event', 0 FROM unnest(p_buckets) AS b;
  INSERT INTO recount_repair (seq, stored_at, minute_from, minute_to, figures, buckets, delta)
  VALUES (v_seq, v_at, p_from, p_to, jsonb_array_length(v_rows), p_buckets,
    (SELECT coalesce(sum((r->>'delta')::integer), 0) FROM jsonb_array_elements(v_rows) AS r));
  -- Not as differences: a screen may have been right all the time. Whoever holds counts loads them anew.
  IF v_rows <> '[]' THEN
    PERFORM ring(v_seq, v_at, 'registry',
      jsonb_build_array(jsonb_build_object('what', 'counts', 'from', p_from, 'to', p_to)));
  END IF;
  RETURN jsonb_array_length(v_rows);
END $$;

-- The row of the recount channel.
CREATE FUNCTION recount_row(c recount_clock) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('checkedAt', c.checked_at, 'from', c.checked_from, 'drift', c.drift,
    'unaccounted', c.unaccounted, 'repaired', c.repaired, 'repairedAt', c.repaired_at, 'olderDay', c.older_day,
    'longestMs', round(c.longest_ms))
$$;

-- p_round: {checkedAt, from, drift, unaccounted, repaired, olderDay, longestMs}: what a round found; `repaired` is added.
CREATE FUNCTION note_recount(p_round jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_seq bigint;
  v_at timestamptz;
  v_row jsonb;
BEGIN
  SELECT w.seq, w.stored_at INTO v_seq, v_at FROM next_write() w;
  UPDATE recount_clock c SET checked_at = r."checkedAt", checked_from = r."from", drift = r.drift,
    unaccounted = r.unaccounted, repaired = c.repaired + r.repaired,
    repaired_at = CASE WHEN r.repaired > 0 THEN v_at ELSE c.repaired_at END,
    older_day = coalesce(r."olderDay", c.older_day), longest_ms = r."longestMs"
  FROM jsonb_to_record(p_round) AS r ("checkedAt" timestamptz, "from" timestamptz, drift integer, unaccounted integer,
    repaired bigint, "olderDay" date, "longestMs" double precision)
  RETURNING recount_row(c) INTO v_row;
  PERFORM ring(v_seq, v_at, 'recount', jsonb_build_array(v_row));
END $$;

REVOKE ALL ON FUNCTION repair_counts(timestamptz, timestamptz, timestamptz[]), note_recount(jsonb) FROM PUBLIC;
DO $$
BEGIN
  IF to_regrole('ioc_server') IS NOT NULL THEN
    GRANT SELECT ON recount_clock, recount_repair TO ioc_server;
    GRANT UPDATE (holder, until) ON recount_clock TO ioc_server;
    GRANT EXECUTE ON FUNCTION repair_counts(timestamptz, timestamptz, timestamptz[]), note_recount(jsonb) TO ioc_server;
  END IF;
END $$;
