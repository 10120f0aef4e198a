-- Scenes of the wall that were edited in the browser: each saving is a row more. The newest row of a scene says what is
-- shown; one without text means "the file again". Nothing is changed; only what lies far behind the newest is taken away.
CREATE TABLE scene_revision (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  scene text NOT NULL CHECK (scene ~ '^[a-z][a-z0-9-]{0,39}$'),
  revision integer NOT NULL CHECK (revision > 0),
  -- As it was written, comments included.
  body text CHECK (octet_length(body) <= 65536),
  note text NOT NULL,
  saved_at timestamptz NOT NULL,
  saved_by text NOT NULL,
  PRIMARY KEY (scene, revision)
);
-- Whoever holds scenes in memory asks by it whether there are newer ones.
CREATE UNIQUE INDEX scene_revision_seq_idx ON scene_revision (seq);

-- Tells every node and every open wall that scenes were saved. A topic of its own: the registry's word makes all streams
-- load anew.
CREATE FUNCTION ring_scenes(p_scenes text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_seq bigint;
  v_at timestamptz;
BEGIN
  SELECT w.seq, w.stored_at INTO v_seq, v_at FROM next_write() w;
  PERFORM ring(v_seq, v_at, 'scene', (SELECT jsonb_agg(jsonb_build_object('id', s)) FROM unnest(p_scenes) AS s));
END $$;
REVOKE ALL ON FUNCTION ring_scenes(text[]) FROM PUBLIC;

DO $$
BEGIN
  IF to_regrole('ioc_server') IS NOT NULL THEN
    GRANT SELECT, INSERT, DELETE ON scene_revision TO ioc_server;
    GRANT EXECUTE ON FUNCTION ring_scenes(text[]) TO ioc_server;
  END IF;
END $$;
