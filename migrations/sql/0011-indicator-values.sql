-- Values of indicators as they were stated, one row a statement: for a unit (or the whole province) and a period, as of
-- a moment. Restated ones are kept beside the old; the newest as_of (then the newest seq) is the current one. Totals and
-- their parts are both kept, and the difference is told, never repaired.
CREATE TABLE indicator_value (
  source text NOT NULL,
  indicator text NOT NULL,
  label text NOT NULL,
  label_en text NOT NULL,
  unit_id text,                              -- the unit valid at period_end; null: the province, or a code nobody bore
  unit_code text NOT NULL,                   -- '' is the whole province
  reported_unit text,                        -- code or name as the source wrote it
  period_start date NOT NULL,
  period_end date NOT NULL,
  as_of timestamptz NOT NULL,
  word_key text NOT NULL,
  value double precision NOT NULL,
  value_unit text NOT NULL,
  target double precision,
  part_of text,                              -- the indicator whose total this is a part of
  citation text NOT NULL,
  received_at timestamptz NOT NULL,
  stored_at timestamptz NOT NULL,
  seq bigint NOT NULL,
  sum_difference double precision,           -- stated total minus the sum of its parts; null when it has none
  CONSTRAINT indicator_value_pkey PRIMARY KEY (source, indicator, unit_code, period_start, period_end, as_of, word_key),
  CHECK (period_start <= period_end)
);
CREATE INDEX indicator_value_seq_idx ON indicator_value (seq);
CREATE INDEX indicator_value_period_idx ON indicator_value (period_end DESC, indicator, unit_code);

-- p_values: [{source, indicator, label, labelEn, unitId, unitCode, reportedUnit, periodStart, periodEnd, asOf, wordKey,
-- value, valueUnit, target, partOf, citation, receivedAt, sumDifference}].
CREATE FUNCTION append_indicator_values(p_values jsonb) RETURNS TABLE (stored bigint, duplicates bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_seq bigint;
  v_at timestamptz;
BEGIN
  SELECT w.seq, w.stored_at INTO v_seq, v_at FROM next_write() w;
  RETURN QUERY
  WITH incoming AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(p_values) AS v (source text, indicator text, label text, "labelEn" text,
      "unitId" text, "unitCode" text, "reportedUnit" text, "periodStart" date, "periodEnd" date, "asOf" timestamptz,
      "wordKey" text, value double precision, "valueUnit" text, target double precision, "partOf" text, citation text,
      "receivedAt" timestamptz, "sumDifference" double precision)
  ), inserted AS (
    INSERT INTO indicator_value (source, indicator, label, label_en, unit_id, unit_code, reported_unit, period_start,
      period_end, as_of, word_key, value, value_unit, target, part_of, citation, received_at, stored_at, seq,
      sum_difference)
    SELECT v.source, v.indicator, v.label, v."labelEn", v."unitId", v."unitCode", v."reportedUnit", v."periodStart",
      v."periodEnd", v."asOf", v."wordKey", v.value, v."valueUnit", v.target, v."partOf", v.citation, v."receivedAt",
      v_at, v_seq, v."sumDifference"
    FROM incoming v
    ON CONFLICT DO NOTHING
    RETURNING source, as_of
  ), tally AS (
    SELECT i.source, (SELECT count(*) FROM inserted n WHERE n.source = i.source) AS stored, count(*) AS received,
      (SELECT max(n.as_of) FROM inserted n WHERE n.source = i.source) AS last_event_at,
      max(i."receivedAt") AS last_received_at
    FROM incoming i GROUP BY 1
  ), health AS (
    UPDATE source AS c SET stored = c.stored + t.stored, duplicates = c.duplicates + t.received - t.stored,
      last_event_at = greatest(c.last_event_at, t.last_event_at),
      last_received_at = greatest(c.last_received_at, t.last_received_at),
      lag_ms = coalesce(extract(epoch FROM v_at - t.last_event_at) * 1000, c.lag_ms)
    FROM tally t WHERE t.source = c.id
    RETURNING source_row(c) AS row
  ), changes AS (
    SELECT h.row, row_number() OVER () AS n FROM health h
  ), logged AS (
    INSERT INTO change_log (seq, stored_at, topic, part, payload)
    SELECT v_seq, v_at, 'source', (c.n - 1) / 60, jsonb_agg(c.row ORDER BY c.n) FROM changes c GROUP BY (c.n - 1) / 60
    RETURNING 1
  )
  SELECT coalesce(sum(t.stored), 0)::bigint, coalesce(sum(t.received - t.stored), 0)::bigint FROM tally t;
  PERFORM pg_notify('ioc_change', v_seq::text);
END $$;

REVOKE ALL ON FUNCTION append_indicator_values(jsonb) FROM PUBLIC;
DO $$
BEGIN
  IF to_regrole('ioc_ingest') IS NOT NULL THEN
    GRANT EXECUTE ON FUNCTION append_indicator_values(jsonb) TO ioc_ingest;
    -- A preview tells what a file would restate.
    GRANT SELECT ON indicator_value, service_figure TO ioc_ingest;
  END IF;
  IF to_regrole('ioc_server') IS NOT NULL THEN
    GRANT SELECT ON indicator_value TO ioc_server;
  END IF;
  IF to_regrole('ioc_reader') IS NOT NULL THEN
    GRANT SELECT ON indicator_value TO ioc_reader;
  END IF;
END $$;
