-- Things with a life for less. `append_facts` as of 0017 carried every row, as wide as it is, through five sorts and windows
-- and three joins in order to decide its revision, and looked each thing up twice. What is decided needs little of a row:
-- so it is decided first, on a thin row for each fact (fact_word), and the wide rows are then read once, on their way into
-- `event`, in the order in which they came, each with what was decided of it beside it. The rules are those of 0017, word
-- for word: a word seen before is a duplicate, revisions count on, an older word is history, the newest one is the state
-- (M3); the ledger, the health of the sources and the change log as before (M4-M8).

-- What was decided of a fact; revision is null for a duplicate, old_* is the state it found.
CREATE TYPE fact_word AS (
  ord bigint, source text, id text, immutable boolean, observed_at timestamptz, received_at timestamptz,
  revision integer, first_observed_at timestamptz, late boolean, current boolean,
  old_revision integer, old_domain text, old_severity text, old_unit text, old_kind text);

-- p_facts: array of facts as in contracts/src/fact.ts. One row per fact, in order of the array (from 1):
-- outcome stored (new thing) | revised (new word of a known thing) | late (history only) | duplicate.
-- Nothing is joined by name: the planner expects one row of each and would loop over n times n. Rows of the array and what
-- was decided of them lie side by side (ROWS FROM), sets of keys are hashed (OFFSET 0). `item` is read by its key alone
-- (lateral, sequential scans off), because a plan made while it was small is kept for as long as the session lives.
CREATE OR REPLACE FUNCTION append_facts(p_facts jsonb)
RETURNS TABLE (ord bigint, outcome text, revision integer, seq bigint, stored_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off
SET enable_mergejoin = off
SET jit = off -- the price of a forbidden scan would set it off
AS $$
#variable_conflict use_column
DECLARE
  v_seq bigint;
  v_at timestamptz;
  v_words fact_word[];
  v_known bigint[];
  v_doubtful bigint[];
  v_from timestamptz;
  v_to timestamptz;
  v_wanted bigint;
  v_stored bigint;
  v_settled boolean;
  v_tickets boolean;
  v_refused bigint[] := '{}';
BEGIN
  SELECT w.seq, w.stored_at INTO v_seq, v_at FROM next_write() w;

  -- What each fact is. A second time when some of it is in doubt: words that differ from the current one of their thing and
  -- are not stamped later than it by their source's own clock (a stamp of ours, for want of one, says nothing) may have
  -- been said before. They are looked for among the stored ones, bounded, so that only the chunks they can lie in open.
  LOOP
    SELECT array_agg(ROW(d.ord, d.source, d.id, d.immutable, d.observed_at, d.received_at,
        CASE WHEN d.fresh THEN d.revision END, d.first_observed_at, d.late, d.fresh AND d.current,
        d.old_revision, d.old_domain, d.old_severity, d.old_unit, d.old_kind)::fact_word ORDER BY d.ord),
      count(*) FILTER (WHERE d.fresh), coalesce(bool_and(d.current) FILTER (WHERE d.fresh), true),
      bool_or(d.kind = 'ticket'), array_agg(d.ord) FILTER (WHERE d.doubtful),
      min(d.old_first) FILTER (WHERE d.doubtful), max(d.old_first) FILTER (WHERE d.doubtful)
    INTO v_words, v_wanted, v_settled, v_tickets, v_doubtful, v_from, v_to
    FROM (
      SELECT w.*,
        CASE WHEN w.immutable THEN 1 ELSE (coalesce(w.old_revision, 0) + row_number() OVER thing)::integer END AS revision,
        CASE WHEN w.immutable THEN w.observed_at ELSE coalesce(w.old_first, first_value(w.observed_at) OVER thing) END
          AS first_observed_at,
        NOT w.immutable AND coalesce(w.word_at < greatest(w.old_word_at,
          max(w.word_at) OVER (thing ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)), false) AS late,
        w.immutable OR (row_number() OVER (PARTITION BY w.source, w.id, w.fresh ORDER BY w.word_at DESC, w.ord DESC) = 1
          AND (w.old_word_at IS NULL OR w.word_at >= w.old_word_at)) AS current
      FROM (
        SELECT f.*, i.revision AS old_revision, i.word_at AS old_word_at, i.first_observed_at AS old_first,
          i.domain AS old_domain, i.severity AS old_severity, i.unit_id AS old_unit, i.kind AS old_kind,
          row_number() OVER (PARTITION BY f.source, f.id, f.word_key, CASE WHEN f.immutable THEN f.observed_at END ORDER BY f.ord) = 1
            AND (i.word_key = f.word_key OR (i.word_key IS NOT NULL AND f.ord = ANY (v_known))) IS NOT TRUE AS fresh,
          i.word_key <> f.word_key AND (f.word_at <= i.word_at OR f.word_at = f.received_at) AS doubtful
        FROM ROWS FROM (jsonb_to_recordset(p_facts) AS (source text, id text, kind text, immutable boolean, "wordKey" text,
            "wordAt" timestamptz, "observedAt" timestamptz, "receivedAt" timestamptz))
          WITH ORDINALITY AS f (source, id, kind, immutable, word_key, word_at, observed_at, received_at, ord)
        LEFT JOIN LATERAL (SELECT i.revision, i.word_key, i.word_at, i.first_observed_at, i.domain, i.severity, i.unit_id,
          i.kind FROM item i WHERE NOT f.immutable AND i.source = f.source AND i.id = f.id OFFSET 0) i ON true
      ) w
      WINDOW thing AS (PARTITION BY w.source, w.id, w.fresh ORDER BY w.ord)
    ) d;
    EXIT WHEN v_known IS NOT NULL OR v_doubtful IS NULL;
    SELECT coalesce(array_agg(w.ord), '{}') INTO v_known
    FROM ROWS FROM (jsonb_to_recordset(p_facts) AS (source text, id text, "wordKey" text))
      WITH ORDINALITY AS w (source, id, word_key, ord)
    CROSS JOIN LATERAL (SELECT FROM event e WHERE e.source = w.source AND e.id = w.id AND e.word_key = w.word_key
      AND e.first_observed_at BETWEEN v_from AND v_to LIMIT 1) e
    WHERE w.ord = ANY (v_doubtful);
  END LOOP;

  WITH inserted AS (
    INSERT INTO event (source, id, revision, first_observed_at, observed_at, received_at, stored_at, seq, kind, type,
      domain, severity, unit_id, reported_unit, asset_id, lon, lat, title, title_en, state, closed, late, word_key,
      word_at, data)
    SELECT f.source, f.id, f.revision, f.first_observed_at, f.observed_at, f.received_at, v_at, v_seq, f.kind, f.type,
      f.domain, f.severity, f.unit_id, f.reported_unit, f.asset_id, f.lon, f.lat, f.title, f.title_en, f.state,
      f.closed, f.late, CASE WHEN f.immutable THEN NULL ELSE f.word_key END,
      CASE WHEN f.immutable THEN NULL ELSE f.word_at END, f.data
    FROM ROWS FROM (jsonb_to_recordset(p_facts) AS (kind text, "wordKey" text, "wordAt" timestamptz, type text, domain text,
        severity text, "unitId" text, "reportedUnit" text, "assetId" text, lon double precision, lat double precision,
        title text, "titleEn" text, state text, closed boolean, data jsonb), unnest(v_words))
      AS f (kind, word_key, word_at, type, domain, severity, unit_id, reported_unit, asset_id, lon, lat, title, title_en,
        state, closed, data, ord, source, id, immutable, observed_at, received_at, revision, first_observed_at, late,
        current, old_revision, old_domain, old_severity, old_unit, old_kind)
    WHERE f.revision IS NOT NULL
    ON CONFLICT DO NOTHING
    RETURNING source, id, revision, first_observed_at, observed_at, received_at, kind, type, domain, severity, unit_id,
      reported_unit, asset_id, lon, lat, title, title_en, state, closed, word_key, word_at, data
  ), standing AS NOT MATERIALIZED (
    -- What counts of a thing: the newest of its words, unless an older write said something newer.
    SELECT s.* FROM inserted s WHERE v_settled OR s.word_key IS NULL OR (s.source, s.id, s.revision) IN (
      SELECT w.source, w.id, w.revision FROM unnest(v_words) w WHERE w.current OFFSET 0)
  ), items AS (
    INSERT INTO item AS i (source, id, revision, first_observed_at, observed_at, received_at, stored_at, seq, kind,
      type, domain, severity, unit_id, reported_unit, asset_id, lon, lat, title, title_en, state, closed, word_key,
      word_at, data)
    SELECT s.source, s.id, s.revision, s.first_observed_at, s.observed_at, s.received_at, v_at, v_seq, s.kind,
      s.type, s.domain, s.severity, s.unit_id, s.reported_unit, s.asset_id, s.lon, s.lat, s.title, s.title_en, s.state,
      s.closed, s.word_key, s.word_at, s.data
    FROM standing s WHERE s.word_key IS NOT NULL
    ON CONFLICT (source, id) DO UPDATE SET revision = excluded.revision, observed_at = excluded.observed_at,
      received_at = excluded.received_at, stored_at = excluded.stored_at, seq = excluded.seq, type = excluded.type,
      domain = excluded.domain, severity = excluded.severity, unit_id = excluded.unit_id,
      reported_unit = excluded.reported_unit, asset_id = excluded.asset_id, lon = excluded.lon, lat = excluded.lat,
      title = excluded.title, title_en = excluded.title_en, state = excluded.state, closed = excluded.closed,
      word_key = excluded.word_key, word_at = excluded.word_at, data = excluded.data
  ), deltas AS MATERIALIZED (
    SELECT date_trunc('minute', d.first_observed_at) AS observed_at, d.domain, d.severity, d.unit_id, d.kind,
      sum(d.delta)::integer AS delta
    FROM (
      SELECT s.first_observed_at, s.domain, s.severity, s.unit_id, s.kind, 1 AS delta FROM standing s
      UNION ALL
      SELECT w.first_observed_at, w.old_domain, w.old_severity, w.old_unit, w.old_kind, -1
      FROM unnest(v_words) w WHERE w.current AND w.old_revision IS NOT NULL
    ) d GROUP BY 1, 2, 3, 4, 5 HAVING sum(d.delta) <> 0
  ), ledger AS (
    INSERT INTO count_delta (observed_at, stored_min, seq, domain, severity, unit_id, kind, delta)
    SELECT d.observed_at, floor(extract(epoch FROM v_at) / 60), v_seq, d.domain, d.severity, d.unit_id, d.kind, d.delta
    FROM deltas d
  ), tally AS (
    -- One row per source: a handful, whatever the batch.
    SELECT a.source, coalesce(sum(a.stored), 0) AS stored, sum(a.received) - coalesce(sum(a.stored), 0) AS duplicates,
      coalesce(sum(a.late), 0) AS late, max(a.last_event_at) AS last_event_at, max(a.last_received_at) AS last_received_at
    FROM (
      SELECT w.source, count(*) AS received, NULL::bigint AS stored,
        count(*) FILTER (WHERE w.late AND w.revision IS NOT NULL) AS late, NULL::timestamptz AS last_event_at,
        max(w.received_at) AS last_received_at FROM unnest(v_words) w GROUP BY 1
      UNION ALL
      SELECT n.source, 0, count(*), 0, max(n.observed_at), NULL FROM inserted n GROUP BY 1
    ) a GROUP BY 1
  ), health AS (
    INSERT INTO source AS c (id, connector, name, name_en, stored, duplicates, late, last_event_at, last_received_at, lag_ms)
    SELECT t.source, t.source, t.source, t.source, t.stored, t.duplicates, t.late, t.last_event_at, t.last_received_at,
      extract(epoch FROM v_at - t.last_event_at) * 1000
    FROM tally t
    ON CONFLICT (id) DO UPDATE SET stored = c.stored + excluded.stored, duplicates = c.duplicates + excluded.duplicates,
      late = c.late + excluded.late, last_event_at = greatest(c.last_event_at, excluded.last_event_at),
      last_received_at = greatest(c.last_received_at, excluded.last_received_at),
      lag_ms = CASE WHEN excluded.last_event_at >= coalesce(c.last_event_at, '-infinity') THEN excluded.lag_ms ELSE c.lag_ms END
    RETURNING source_row(c) AS row
  ), numbered AS (
    SELECT d.*, (row_number() OVER () - 1) / 60 AS part FROM deltas d
  ), sources AS (
    SELECT h.row, (row_number() OVER () - 1) / 60 AS part FROM health h
  ), logged AS (
    INSERT INTO change_log (seq, stored_at, topic, part, payload)
    SELECT v_seq, v_at, 'item', 0, jsonb_build_array(jsonb_build_object('rows', count(*),
      'from', min(n.first_observed_at), 'to', max(n.first_observed_at)))
    FROM standing n HAVING count(*) > 0
    UNION ALL
    SELECT v_seq, v_at, 'count', d.part, jsonb_agg(jsonb_build_object('observedAt', d.observed_at, 'domain', d.domain,
      'severity', d.severity, 'unitId', d.unit_id, 'kind', d.kind, 'delta', d.delta))
    FROM numbered d GROUP BY d.part
    UNION ALL
    SELECT v_seq, v_at, 'source', s.part, jsonb_agg(s.row) FROM sources s GROUP BY s.part
  )
  SELECT count(*) INTO v_stored FROM inserted;

  -- An event that came before conflicts with itself.
  IF v_stored < v_wanted THEN
    SELECT min(w.first_observed_at), max(w.first_observed_at) INTO v_from, v_to FROM unnest(v_words) w;
    SELECT array_agg(w.ord) INTO v_refused
    FROM unnest(v_words) w
    WHERE w.revision IS NOT NULL AND (w.source, w.id, w.revision, w.first_observed_at) NOT IN (
      SELECT e.source, e.id, e.revision, e.first_observed_at FROM event e
      WHERE e.seq = v_seq AND e.first_observed_at BETWEEN v_from AND v_to OFFSET 0);
  END IF;
  -- Late words change no state but take a revision number: the item must know the highest one given out.
  IF NOT v_settled THEN
    UPDATE item i SET revision = h.revision
    FROM (SELECT w.source, w.id, max(w.revision) AS revision FROM unnest(v_words) w
      WHERE w.revision IS NOT NULL AND NOT w.immutable AND w.ord <> ALL (v_refused) GROUP BY 1, 2) h
    WHERE i.source = h.source AND i.id = h.id AND i.revision < h.revision;
  END IF;
  IF v_tickets THEN
    INSERT INTO ticket AS t (source, id, service_code, agency, opened_at, due_at, closed_at, track_hash)
    SELECT f.source, f.id, f.ticket->>'serviceCode', f.ticket->>'agency', f.first_observed_at,
      (f.ticket->>'dueAt')::timestamptz, (f.ticket->>'closedAt')::timestamptz, f.ticket->>'trackHash'
    FROM ROWS FROM (jsonb_to_recordset(p_facts) AS (kind text, ticket jsonb), unnest(v_words))
      AS f (kind, ticket, ord, source, id, immutable, observed_at, received_at, revision, first_observed_at, late,
        current, old_revision, old_domain, old_severity, old_unit, old_kind)
    WHERE f.current AND f.kind = 'ticket' AND f.ticket IS NOT NULL AND f.ord <> ALL (v_refused)
    ON CONFLICT (source, id) DO UPDATE SET service_code = excluded.service_code, agency = excluded.agency,
      due_at = excluded.due_at, closed_at = excluded.closed_at,
      track_hash = coalesce(t.track_hash, excluded.track_hash);
  END IF;

  PERFORM pg_notify('ioc_change', v_seq::text);
  RETURN QUERY
  SELECT w.ord, CASE WHEN w.revision IS NULL OR w.ord = ANY (v_refused) THEN 'duplicate' WHEN w.late THEN 'late'
      WHEN w.revision > 1 THEN 'revised' ELSE 'stored' END,
    CASE WHEN w.ord <> ALL (v_refused) THEN w.revision END, v_seq, v_at
  FROM unnest(v_words) w;
END $$;
