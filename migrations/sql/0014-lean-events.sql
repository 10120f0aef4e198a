-- Facts that never change need nothing of what append_facts does for things with a life: no look at `item`, no windows, no
-- join of what was stored with what came. A batch of them alone is one insert whose RETURNING feeds the ledger, the
-- health of the sources and the change log. What is stored is the same, row for row (append-events.db.test.ts).
CREATE FUNCTION append_events(p_facts jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET jit = off AS $$
DECLARE
  v_seq bigint;
  v_at timestamptz;
BEGIN
  SELECT w.seq, w.stored_at INTO v_seq, v_at FROM next_write() w;
  WITH incoming AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(p_facts) AS f (
      source text, id text, kind text, "observedAt" timestamptz, "receivedAt" timestamptz, type text, domain text,
      severity text, "unitId" text, "reportedUnit" text, "assetId" text, lon double precision, lat double precision,
      title text, "titleEn" text, state text, closed boolean, data jsonb)
  ), inserted AS (
    -- The same key twice in one batch: the first is stored, the second conflicts with it.
    INSERT INTO event (source, id, revision, first_observed_at, observed_at, received_at, stored_at, seq, kind, type,
      domain, severity, unit_id, reported_unit, asset_id, lon, lat, title, title_en, state, closed, late, data)
    SELECT f.source, f.id, 1, f."observedAt", f."observedAt", f."receivedAt", v_at, v_seq, f.kind, f.type,
      f.domain, f.severity, f."unitId", f."reportedUnit", f."assetId", f.lon, f.lat, f.title, f."titleEn", f.state,
      f.closed, false, f.data
    FROM incoming f
    ON CONFLICT DO NOTHING
    RETURNING event.source, event.first_observed_at, event.domain, event.severity, event.unit_id, event.kind
  ), deltas AS MATERIALIZED (
    SELECT date_trunc('minute', n.first_observed_at) AS observed_at, n.domain, n.severity, n.unit_id, n.kind,
      count(*)::integer AS delta
    FROM inserted n GROUP BY 1, 2, 3, 4, 5
  ), ledger AS (
    INSERT INTO count_delta (observed_at, stored_min, seq, domain, severity, unit_id, kind, delta)
    SELECT d.observed_at, floor(extract(epoch FROM v_at) / 60), v_seq, d.domain, d.severity, d.unit_id, d.kind, d.delta
    FROM deltas d
  ), tally AS (
    -- One row per source: a handful, whatever the batch.
    SELECT a.source, coalesce(sum(a.stored), 0) AS stored, sum(a.received) - coalesce(sum(a.stored), 0) AS duplicates,
      max(a.last_event_at) AS last_event_at, max(a.last_received_at) AS last_received_at
    FROM (
      SELECT f.source, count(*) AS received, NULL::bigint AS stored, NULL::timestamptz AS last_event_at,
        max(f."receivedAt") AS last_received_at FROM incoming f GROUP BY 1
      UNION ALL
      SELECT n.source, 0, count(*), max(n.first_observed_at), NULL FROM inserted n GROUP BY 1
    ) a GROUP BY 1
  ), health AS (
    INSERT INTO source AS c (id, connector, name, name_en, stored, duplicates, last_event_at, last_received_at, lag_ms)
    SELECT t.source, t.source, t.source, t.source, t.stored, t.duplicates, t.last_event_at, t.last_received_at,
      extract(epoch FROM v_at - t.last_event_at) * 1000
    FROM tally t
    ON CONFLICT (id) DO UPDATE SET stored = c.stored + excluded.stored, duplicates = c.duplicates + excluded.duplicates,
      last_event_at = greatest(c.last_event_at, excluded.last_event_at),
      last_received_at = greatest(c.last_received_at, excluded.last_received_at),
      lag_ms = CASE WHEN excluded.last_event_at >= coalesce(c.last_event_at, '-infinity') THEN excluded.lag_ms ELSE c.lag_ms END
    RETURNING source_row(c) AS row
  ), numbered AS (
    SELECT d.*, (row_number() OVER () - 1) / 60 AS part FROM deltas d
  ), sources AS (
    SELECT h.row, (row_number() OVER () - 1) / 60 AS part FROM health h
  )
  INSERT INTO change_log (seq, stored_at, topic, part, payload)
  SELECT v_seq, v_at, 'item', 0, jsonb_build_array(jsonb_build_object('rows', count(*),
    'from', min(n.first_observed_at), 'to', max(n.first_observed_at)))
  FROM inserted n HAVING count(*) > 0
  UNION ALL
  SELECT v_seq, v_at, 'count', d.part, jsonb_agg(jsonb_build_object('observedAt', d.observed_at, 'domain', d.domain,
    'severity', d.severity, 'unitId', d.unit_id, 'kind', d.kind, 'delta', d.delta))
  FROM numbered d GROUP BY d.part
  UNION ALL
  SELECT v_seq, v_at, 'source', s.part, jsonb_agg(s.row) FROM sources s GROUP BY s.part;

  PERFORM pg_notify('ioc_change', v_seq::text);
END $$;
REVOKE ALL ON FUNCTION append_events(jsonb) FROM PUBLIC;
DO $$
BEGIN
  IF to_regrole('ioc_ingest') IS NOT NULL THEN
    GRANT EXECUTE ON FUNCTION append_events(jsonb) TO ioc_ingest;
  END IF;
END $$;
