-- Events by columns. What append_events takes as JSON (0014) is parsed twice, text into jsonb and jsonb into columns, with each
-- number and moment once more from text: a fifth of what storing an event cost. Arrays in PostgreSQL's binary form are read
-- as they are. What is stored is the same, row for row (append-events.db.test.ts).
CREATE FUNCTION append_event_columns(p_source text[], p_id text[], p_kind text[], p_observed timestamptz[],
  p_received timestamptz[], p_type text[], p_domain text[], p_severity text[], p_unit text[], p_reported_unit text[],
  p_asset text[], p_lon double precision[], p_lat double precision[], p_title text[], p_title_en text[], p_state text[],
  p_closed boolean[], p_data jsonb[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET jit = off AS $$
DECLARE
  v_seq bigint;
  v_at timestamptz;
BEGIN
  SELECT w.seq, w.stored_at INTO v_seq, v_at FROM next_write() w;
  WITH inserted AS (
    -- The same key twice in one batch: the first is stored, the second conflicts with it.
    INSERT INTO event (source, id, revision, first_observed_at, observed_at, received_at, stored_at, seq, kind, type,
      domain, severity, unit_id, reported_unit, asset_id, lon, lat, title, title_en, state, closed, late, data)
    SELECT f.source, f.id, 1, f.observed_at, f.observed_at, f.received_at, v_at, v_seq, f.kind, f.type,
      f.domain, f.severity, f.unit_id, f.reported_unit, f.asset_id, f.lon, f.lat, f.title, f.title_en, f.state,
      f.closed, false, f.data
    FROM unnest(p_source, p_id, p_kind, p_observed, p_received, p_type, p_domain, p_severity, p_unit, p_reported_unit,
      p_asset, p_lon, p_lat, p_title, p_title_en, p_state, p_closed, p_data) AS f (source, id, kind, observed_at,
      received_at, type, domain, severity, unit_id, reported_unit, asset_id, lon, lat, title, title_en, state, closed, data)
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
        max(f.received_at) AS last_received_at
      FROM unnest(p_source, p_received) AS f (source, received_at) GROUP BY 1
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
REVOKE ALL ON FUNCTION append_event_columns(text[], text[], text[], timestamptz[], timestamptz[], text[], text[], text[], text[], text[], text[],
  double precision[], double precision[], text[], text[], text[], boolean[], jsonb[]) FROM PUBLIC;
DO $$
BEGIN
  IF to_regrole('ioc_ingest') IS NOT NULL THEN
    GRANT EXECUTE ON FUNCTION append_event_columns(text[], text[], text[], timestamptz[], timestamptz[], text[], text[], text[], text[], text[], text[],
  double precision[], double precision[], text[], text[], text[], boolean[], jsonb[]) TO ioc_ingest;
  END IF;
END $$;
