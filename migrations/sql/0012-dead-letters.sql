-- Dead letters that can be told again: which form was kept, and what became of a replay. Each source may keep 5,000 of
-- them and 64 MB; the oldest go first and are counted, so that a flood of poison cannot fill the disk.
ALTER TABLE dead_letter
  ADD COLUMN form text NOT NULL DEFAULT 'message' CHECK (form IN ('message', 'part', 'draft')),
  ADD COLUMN replayed_at timestamptz,
  ADD COLUMN replayed_by text,
  ADD COLUMN replay_problem text;
CREATE INDEX dead_letter_source_idx ON dead_letter (source, last_received_at);
ALTER TABLE source ADD COLUMN letters_dropped bigint NOT NULL DEFAULT 0;

CREATE OR REPLACE FUNCTION source_row(s source) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('id', s.id, 'connector', s.connector, 'name', s.name, 'nameEn', s.name_en,
    'enabled', s.enabled, 'availability', s.availability, 'cadenceMs', s.cadence_ms, 'lastEventAt', s.last_event_at,
    'lastReceivedAt', s.last_received_at, 'lagMs', s.lag_ms, 'stored', s.stored, 'duplicates', s.duplicates,
    'late', s.late, 'deadLetters', s.dead_letters, 'quarantined', s.quarantined, 'dropped', s.dropped,
    'lettersDropped', s.letters_dropped)
$$;

-- p_letters: [{source, connector, disposition, reason, detail, address, raw (base64), rawBytes, receivedAt, form?}].
-- A letter seen before is counted, not kept twice; one that was replayed and comes again is open again.
CREATE OR REPLACE FUNCTION append_dead_letters(p_letters jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_seq bigint;
  v_at timestamptz;
  v_rows jsonb;
BEGIN
  SELECT w.seq, w.stored_at INTO v_seq, v_at FROM next_write() w;
  WITH incoming AS MATERIALIZED (
    SELECT l.source, l.connector, l.disposition, l.reason, l.detail, l.address, decode(l.raw, 'base64') AS raw,
      l."rawBytes" AS raw_bytes, l."receivedAt" AS received_at, coalesce(l.form, 'message') AS form
    FROM jsonb_to_recordset(p_letters) AS l (source text, connector text, disposition text, reason text, detail text,
      address text, raw text, "rawBytes" integer, "receivedAt" timestamptz, form text)
  ), digested AS (
    SELECT DISTINCT ON (i.source, i.reason, d.digest) i.*, d.digest,
      count(*) OVER (PARTITION BY i.source, i.reason, d.digest) AS times
    FROM incoming i CROSS JOIN LATERAL (SELECT encode(sha256(i.raw), 'hex') AS digest) d
    ORDER BY i.source, i.reason, d.digest, i.received_at DESC
  )
  INSERT INTO dead_letter AS d (source, connector, disposition, reason, detail, address, raw, raw_bytes, digest, count,
    first_received_at, last_received_at, form)
  SELECT source, connector, disposition, reason, detail, address, raw, raw_bytes, digest, times, received_at, received_at,
    form
  FROM digested
  ON CONFLICT (source, reason, digest) DO UPDATE SET count = d.count + excluded.count,
    last_received_at = greatest(d.last_received_at, excluded.last_received_at), detail = excluded.detail,
    replayed_at = NULL, replayed_by = NULL;
  WITH incoming AS (
    SELECT l.source, min(l.connector) AS connector, count(*) AS letters,
      count(*) FILTER (WHERE l.disposition = 'quarantined') AS quarantined, max(l."receivedAt") AS last_received_at
    FROM jsonb_to_recordset(p_letters) AS l (source text, connector text, disposition text, "receivedAt" timestamptz)
    GROUP BY 1
  ), ranked AS (
    SELECT d.id, d.source, row_number() OVER newest AS rank,
      sum(least(d.raw_bytes, 65536)) OVER newest AS bytes
    FROM dead_letter d WHERE d.source IN (SELECT i.source FROM incoming i)
    WINDOW newest AS (PARTITION BY d.source ORDER BY d.last_received_at DESC, d.id DESC)
  ), evicted AS (
    DELETE FROM dead_letter d USING ranked r
    WHERE d.id = r.id AND (r.rank > 5000 OR r.bytes > 67108864)
    RETURNING d.source
  ), health AS (
    INSERT INTO source AS c (id, connector, name, name_en, dead_letters, quarantined, last_received_at, letters_dropped)
    SELECT i.source, i.connector, i.source, i.source, i.letters, i.quarantined, i.last_received_at,
      (SELECT count(*) FROM evicted e WHERE e.source = i.source)
    FROM incoming i
    ON CONFLICT (id) DO UPDATE SET dead_letters = c.dead_letters + excluded.dead_letters,
      quarantined = c.quarantined + excluded.quarantined, letters_dropped = c.letters_dropped + excluded.letters_dropped,
      last_received_at = greatest(c.last_received_at, excluded.last_received_at)
    RETURNING source_row(c) AS row
  )
  SELECT jsonb_agg(h.row) INTO v_rows FROM health h;
  PERFORM ring(v_seq, v_at, 'source', v_rows);
END $$;

-- p_outcomes: [{id, problem}]: a null problem means that it was told again and stored.
CREATE FUNCTION note_replays(p_outcomes jsonb, p_by text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE dead_letter d SET replay_problem = o.problem, replayed_by = p_by,
    replayed_at = CASE WHEN o.problem IS NULL THEN now() END
  FROM jsonb_to_recordset(p_outcomes) AS o (id bigint, problem text) WHERE d.id = o.id
$$;
REVOKE ALL ON FUNCTION note_replays(jsonb, text) FROM PUBLIC;
DO $$
BEGIN
  IF to_regrole('ioc_ingest') IS NOT NULL THEN
    GRANT SELECT ON dead_letter TO ioc_ingest;
    GRANT EXECUTE ON FUNCTION note_replays(jsonb, text) TO ioc_ingest;
  END IF;
END $$;
