-- A word stamped later than the newest one of its thing cannot have been said before: the key of a word holds its stamp
-- (M3). Nearly all words of cameras and tickets are such, and looking each up among the stored ones was a tenth of the
-- price of an item. As in 0008 but for the condition of that look.
-- p_facts: array of facts as in contracts/src/fact.ts. One row per fact, in order of the array (from 1):
-- outcome stored (new thing) | revised (new word of a known thing) | late (history only) | duplicate.
-- No common table is joined with another one by name: the planner expects one row of each and would loop over
-- n times n. What a later step needs of `item` travels with the row instead. `item` is read by its key alone
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
  v_min integer;
  v_from timestamptz;
  v_to timestamptz;
  v_ords bigint[];
  v_sources text[];
  v_ids text[];
  v_keys text[];
  v_known bigint[] := '{}';
BEGIN
  SELECT w.seq, w.stored_at INTO v_seq, v_at FROM next_write() w;
  v_min := floor(extract(epoch FROM v_at) / 60);

  -- Words seen before the current one: none that is stamped later than it by its source's own clock (a stamp of ours,
  -- for want of one, says nothing). Bounded, so that only the chunks they can lie in are opened.
  IF p_facts @> '[{"immutable": false}]' THEN
    SELECT min(i.first_observed_at), max(i.first_observed_at), array_agg(f.ord), array_agg(f.source), array_agg(f.id),
      array_agg(f.word_key)
    INTO v_from, v_to, v_ords, v_sources, v_ids, v_keys
    FROM ROWS FROM (jsonb_to_recordset(p_facts) AS (
      source text, id text, immutable boolean, "wordKey" text, "wordAt" timestamptz, "receivedAt" timestamptz))
      WITH ORDINALITY AS f (source, id, immutable, word_key, word_at, received_at, ord)
    CROSS JOIN LATERAL (SELECT i.first_observed_at, i.word_key, i.word_at FROM item i
      WHERE i.source = f.source AND i.id = f.id OFFSET 0) i
    WHERE NOT f.immutable AND i.word_key <> f.word_key
      AND (f.word_at <= i.word_at OR f.word_at = f.received_at);
    IF v_from IS NOT NULL THEN
      SELECT coalesce(array_agg(w.ord), '{}') INTO v_known
      FROM unnest(v_ords, v_sources, v_ids, v_keys) AS w (ord, source, id, word_key)
      CROSS JOIN LATERAL (SELECT FROM event e WHERE e.source = w.source AND e.id = w.id AND e.word_key = w.word_key
        AND e.first_observed_at BETWEEN v_from AND v_to LIMIT 1) e;
    END IF;
  END IF;

  RETURN QUERY
  WITH incoming AS MATERIALIZED (
    SELECT f.* FROM ROWS FROM (jsonb_to_recordset(p_facts) AS (
      source text, id text, kind text, immutable boolean, "wordKey" text, "wordAt" timestamptz,
      "observedAt" timestamptz, "receivedAt" timestamptz, type text, domain text, severity text,
      "unitId" text, "reportedUnit" text, "assetId" text, lon double precision, lat double precision,
      title text, "titleEn" text, state text, closed boolean, data jsonb, ticket jsonb
    )) WITH ORDINALITY AS f (
      source, id, kind, immutable, word_key, word_at, observed_at, received_at, type, domain, severity,
      unit_id, reported_unit, asset_id, lon, lat, title, title_en, state, closed, data, ticket, ord)
  ), words AS (
    SELECT f.*, i.revision AS old_revision, i.word_at AS old_word_at, i.first_observed_at AS old_first,
      i.domain AS old_domain, i.severity AS old_severity, i.unit_id AS old_unit, i.kind AS old_kind,
      row_number() OVER (PARTITION BY f.source, f.id, f.word_key ORDER BY f.ord) AS repeat_no,
      i.word_key = f.word_key OR (i.id IS NOT NULL AND f.ord = ANY (v_known)) AS known
    FROM incoming f LEFT JOIN LATERAL (SELECT * FROM item i WHERE i.source = f.source AND i.id = f.id OFFSET 0) i ON true
    WHERE NOT f.immutable
  ), fresh AS (
    SELECT w.*,
      (coalesce(w.old_revision, 0) + row_number() OVER thing)::integer AS revision,
      coalesce(w.old_first, first_value(w.observed_at) OVER thing) AS first_observed_at,
      coalesce(w.word_at < greatest(w.old_word_at,
        max(w.word_at) OVER (thing ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)), false) AS late,
      row_number() OVER (PARTITION BY w.source, w.id ORDER BY w.word_at DESC, w.ord DESC) = 1
        AND (w.old_word_at IS NULL OR w.word_at >= w.old_word_at) AS current
    FROM words w WHERE w.repeat_no = 1 AND w.known IS NOT TRUE
    WINDOW thing AS (PARTITION BY w.source, w.id ORDER BY w.ord)
  ), candidates AS (
    SELECT r.* FROM fresh r
    UNION ALL
    SELECT f.*, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, false, 1, f.observed_at, false, true
    FROM (SELECT DISTINCT ON (p.source, p.id, p.observed_at) p.* FROM incoming p WHERE p.immutable
          ORDER BY p.source, p.id, p.observed_at, p.ord) f
  ), inserted AS (
    INSERT INTO event (source, id, revision, first_observed_at, observed_at, received_at, stored_at, seq, kind, type,
      domain, severity, unit_id, reported_unit, asset_id, lon, lat, title, title_en, state, closed, late, word_key,
      word_at, data)
    SELECT r.source, r.id, r.revision, r.first_observed_at, r.observed_at, r.received_at, v_at, v_seq, r.kind, r.type,
      r.domain, r.severity, r.unit_id, r.reported_unit, r.asset_id, r.lon, r.lat, r.title, r.title_en, r.state,
      r.closed, r.late, CASE WHEN r.immutable THEN NULL ELSE r.word_key END,
      CASE WHEN r.immutable THEN NULL ELSE r.word_at END, r.data
    FROM candidates r
    ON CONFLICT DO NOTHING
    RETURNING source, id, revision, first_observed_at
  ), stored AS MATERIALIZED (
    SELECT r.* FROM candidates r JOIN inserted n ON n.source = r.source AND n.id = r.id AND n.revision = r.revision
      AND n.first_observed_at = r.first_observed_at
  ), things AS MATERIALIZED (
    -- The highest revision given out, and whether any of its words changes the state.
    SELECT s.*, max(s.revision) OVER thing AS last_revision, bool_or(s.current) OVER thing AS moved
    FROM stored s WHERE NOT s.immutable WINDOW thing AS (PARTITION BY s.source, s.id)
  ), items AS (
    INSERT INTO item AS i (source, id, revision, first_observed_at, observed_at, received_at, stored_at, seq, kind,
      type, domain, severity, unit_id, reported_unit, asset_id, lon, lat, title, title_en, state, closed, word_key,
      word_at, data)
    SELECT s.source, s.id, s.last_revision, s.first_observed_at, s.observed_at, s.received_at, v_at, v_seq, s.kind,
      s.type, s.domain, s.severity, s.unit_id, s.reported_unit, s.asset_id, s.lon, s.lat, s.title, s.title_en, s.state,
      s.closed, s.word_key, s.word_at, s.data
    FROM things s WHERE s.current
    ON CONFLICT (source, id) DO UPDATE SET revision = excluded.revision, observed_at = excluded.observed_at,
      received_at = excluded.received_at, stored_at = excluded.stored_at, seq = excluded.seq, type = excluded.type,
      domain = excluded.domain, severity = excluded.severity, unit_id = excluded.unit_id,
      reported_unit = excluded.reported_unit, asset_id = excluded.asset_id, lon = excluded.lon, lat = excluded.lat,
      title = excluded.title, title_en = excluded.title_en, state = excluded.state, closed = excluded.closed,
      word_key = excluded.word_key, word_at = excluded.word_at, data = excluded.data
    RETURNING 1
  ), history AS (
    -- Late words change no state but take a revision number: the item must know the highest one given out.
    UPDATE item i SET revision = h.revision
    FROM things h
    WHERE NOT h.moved AND h.revision = h.last_revision AND i.source = h.source AND i.id = h.id
    RETURNING 1
  ), tickets AS (
    INSERT INTO ticket AS t (source, id, service_code, agency, opened_at, due_at, closed_at, track_hash)
    SELECT s.source, s.id, s.ticket->>'serviceCode', s.ticket->>'agency', s.first_observed_at,
      (s.ticket->>'dueAt')::timestamptz, (s.ticket->>'closedAt')::timestamptz, s.ticket->>'trackHash'
    FROM stored s WHERE s.current AND s.kind = 'ticket' AND s.ticket IS NOT NULL
    ON CONFLICT (source, id) DO UPDATE SET service_code = excluded.service_code, agency = excluded.agency,
      due_at = excluded.due_at, closed_at = excluded.closed_at,
      track_hash = coalesce(t.track_hash, excluded.track_hash)
    RETURNING 1
  ), deltas AS MATERIALIZED (
    SELECT date_trunc('minute', d.first_observed_at) AS observed_at, d.domain, d.severity, d.unit_id, d.kind,
      sum(d.delta)::integer AS delta
    FROM (
      SELECT s.first_observed_at, s.domain, s.severity, s.unit_id, s.kind, 1 AS delta FROM stored s WHERE s.current
      UNION ALL
      SELECT s.first_observed_at, s.old_domain, s.old_severity, s.old_unit, s.old_kind, -1
      FROM stored s WHERE s.current AND s.old_revision IS NOT NULL
    ) d GROUP BY 1, 2, 3, 4, 5 HAVING sum(d.delta) <> 0
  ), ledger AS (
    INSERT INTO count_delta (observed_at, stored_min, seq, domain, severity, unit_id, kind, delta)
    SELECT d.observed_at, v_min, v_seq, d.domain, d.severity, d.unit_id, d.kind, d.delta FROM deltas d
    RETURNING 1
  ), outcomes AS MATERIALIZED (
    SELECT f.ord, f.source, f.observed_at, f.received_at, s.revision,
      CASE WHEN s.ord IS NULL THEN 'duplicate' WHEN s.late THEN 'late'
        WHEN s.revision > 1 THEN 'revised' ELSE 'stored' END AS outcome
    FROM incoming f LEFT JOIN stored s ON s.ord = f.ord
  ), tally AS (
    SELECT o.source, count(*) FILTER (WHERE o.outcome <> 'duplicate') AS stored,
      count(*) FILTER (WHERE o.outcome = 'duplicate') AS duplicates,
      count(*) FILTER (WHERE o.outcome = 'late') AS late,
      max(o.observed_at) FILTER (WHERE o.outcome <> 'duplicate') AS last_event_at,
      max(o.received_at) AS last_received_at
    FROM outcomes o GROUP BY 1
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
  ), changed_items AS (
    SELECT jsonb_build_array(jsonb_build_object('rows', count(*), 'from', min(s.first_observed_at),
      'to', max(s.first_observed_at))) AS payload
    FROM stored s WHERE s.current HAVING count(*) > 0
  ), changed_counts AS (
    SELECT (row_number() OVER () - 1) / 60 AS part, d.observed_at AS "observedAt", d.domain, d.severity,
      d.unit_id AS "unitId", d.kind, d.delta FROM deltas d
  ), changed_sources AS (
    SELECT (row_number() OVER () - 1) / 60 AS part, h.row FROM health h
  ), logged AS (
    INSERT INTO change_log (seq, stored_at, topic, part, payload)
    SELECT v_seq, v_at, 'item', 0, c.payload FROM changed_items c
    UNION ALL
    SELECT v_seq, v_at, 'count', c.part, jsonb_agg((SELECT r FROM (SELECT c."observedAt", c.domain, c.severity,
      c."unitId", c.kind, c.delta) r))
    FROM changed_counts c GROUP BY c.part
    UNION ALL
    SELECT v_seq, v_at, 'source', c.part, jsonb_agg(c.row) FROM changed_sources c GROUP BY c.part
    RETURNING 1
  )
  SELECT o.ord, o.outcome, o.revision, v_seq, v_at FROM outcomes o ORDER BY o.ord;

  PERFORM pg_notify('ioc_change', v_seq::text);
END $$;
