-- A batch is one statement: one round trip, and no moment in which a worker holds the writers' lock while the database waits
-- for its next word. A worker that is frozen then (its machine paused, SIGSTOP) kept every other one from writing, up to the
-- limit for idle transactions; on the embedded engine, whose one session belongs to an open transaction, everybody.
-- Null where a batch holds nothing of a kind. In this order: a ticket before its personal data, the cursors last.
CREATE FUNCTION append_batch(p_events jsonb, p_facts jsonb, p_figures jsonb, p_values jsonb, p_personal jsonb,
  p_letters jsonb, p_assets jsonb, p_sources jsonb, p_cursors jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF p_events IS NOT NULL THEN PERFORM append_events(p_events); END IF;
  IF p_facts IS NOT NULL THEN PERFORM FROM append_facts(p_facts); END IF;
  IF p_figures IS NOT NULL THEN PERFORM FROM append_service_figures(p_figures); END IF;
  IF p_values IS NOT NULL THEN PERFORM FROM append_indicator_values(p_values); END IF;
  IF p_personal IS NOT NULL THEN PERFORM keep_personal(p_personal); END IF;
  IF p_letters IS NOT NULL THEN PERFORM append_dead_letters(p_letters); END IF;
  IF p_assets IS NOT NULL THEN PERFORM note_unknown_assets(p_assets); END IF;
  IF p_sources IS NOT NULL THEN PERFORM note_sources(p_sources); END IF;
  IF p_cursors IS NOT NULL THEN
    INSERT INTO source_cursor AS c (source, name, value)
    SELECT n.source, n.name, n.value FROM jsonb_to_recordset(p_cursors) AS n (source text, name text, value jsonb)
    ON CONFLICT (source, name) DO UPDATE SET value = excluded.value, updated_at = now();
  END IF;
END $$;
REVOKE ALL ON FUNCTION append_batch(jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb) FROM PUBLIC;
DO $$
BEGIN
  IF to_regrole('ioc_ingest') IS NOT NULL THEN
    GRANT EXECUTE ON FUNCTION append_batch(jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb) TO ioc_ingest;
  END IF;
END $$;

-- A thing's state is rewritten with each of its words, soon after it began. Where its page has room for the new version, no
-- index is touched (HOT); a full page made three entries for each word. Half of a page is room enough for all that began
-- together to change together. Costs the disk of `item` twice (one row a thing; its revisions in `event` are more).
ALTER TABLE item SET (fillfactor = 50);
