-- Walls: screens that one director drives. What is shown at a moment is no row: it follows from the row of the wall and the
-- clock. So a wall that nobody touches writes nothing, and what is written here is what somebody, or a rule, decided.

-- The current state of each wall; its row, under the writers' lock, is the arbiter between several servers.
CREATE TABLE wall (
  id text PRIMARY KEY,
  version integer NOT NULL,
  body jsonb NOT NULL,                       -- contracts/wall.ts, without id, version, undoable and who changed it when
  undo jsonb,                                -- the director's state before the last command; null: nothing to take back
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL
);

-- A screen belongs to one wall at most. What it last said it shows is no fact of the wall: it has no version.
CREATE TABLE wall_screen (
  screen_id text PRIMARY KEY REFERENCES screen (id) ON DELETE CASCADE,
  wall_id text NOT NULL REFERENCES wall (id) ON DELETE CASCADE,
  shown jsonb,
  shown_at timestamptz
);
CREATE INDEX wall_screen_wall_idx ON wall_screen (wall_id);

-- Every version there was: who, when, what.
CREATE TABLE wall_revision (
  wall_id text NOT NULL,
  version integer NOT NULL,
  seq bigint NOT NULL,
  stored_at timestamptz NOT NULL,
  changed_by text NOT NULL,
  row jsonb,                                 -- the row of the channel; null: the wall was removed
  PRIMARY KEY (wall_id, version)
);
CREATE INDEX wall_revision_seq_idx ON wall_revision (wall_id, seq DESC);

-- The row of the walls channel.
CREATE FUNCTION wall_row(w wall) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT w.body || jsonb_build_object('id', w.id, 'version', w.version, 'undoable', w.undo IS NOT NULL,
    'changedAt', alert_instant(w.changed_at), 'changedBy', w.changed_by)
$$;

-- p_wall: {id, body, undo, changedAt, changedBy}, as it is after the change, decided by whoever holds the writers' lock.
-- Answers the row.
CREATE FUNCTION write_wall(p_wall jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_seq bigint;
  v_at timestamptz;
  v_wall wall;
BEGIN
  SELECT w.seq, w.stored_at INTO v_seq, v_at FROM next_write() w;
  INSERT INTO wall AS w (id, version, body, undo, changed_at, changed_by)
  VALUES (p_wall->>'id', 1, p_wall->'body', nullif(p_wall->'undo', 'null'), (p_wall->>'changedAt')::timestamptz,
    p_wall->>'changedBy')
  ON CONFLICT (id) DO UPDATE SET version = w.version + 1, body = excluded.body, undo = excluded.undo,
    changed_at = excluded.changed_at, changed_by = excluded.changed_by
  RETURNING * INTO v_wall;
  DELETE FROM wall_screen s WHERE s.wall_id = v_wall.id
    AND NOT EXISTS (SELECT FROM jsonb_array_elements(v_wall.body->'screens') b WHERE b->>'id' = s.screen_id);
  INSERT INTO wall_screen (screen_id, wall_id)
  SELECT b->>'id', v_wall.id FROM jsonb_array_elements(v_wall.body->'screens') b
  ON CONFLICT (screen_id) DO UPDATE SET wall_id = excluded.wall_id WHERE wall_screen.wall_id <> excluded.wall_id;
  INSERT INTO wall_revision (wall_id, version, seq, stored_at, changed_by, row)
  VALUES (v_wall.id, v_wall.version, v_seq, v_at, v_wall.changed_by, wall_row(v_wall));
  PERFORM ring(v_seq, v_at, 'wall', jsonb_build_array(jsonb_build_object('id', v_wall.id, 'wall', wall_row(v_wall))));
  RETURN wall_row(v_wall);
END $$;

CREATE FUNCTION remove_wall(p_id text, p_by text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_seq bigint;
  v_at timestamptz;
  v_version integer;
BEGIN
  SELECT w.seq, w.stored_at INTO v_seq, v_at FROM next_write() w;
  DELETE FROM wall w WHERE w.id = p_id RETURNING w.version INTO v_version;
  IF v_version IS NULL THEN RETURN; END IF;
  INSERT INTO wall_revision (wall_id, version, seq, stored_at, changed_by, row)
  VALUES (p_id, v_version + 1, v_seq, v_at, p_by, NULL);
  PERFORM ring(v_seq, v_at, 'wall', jsonb_build_array(jsonb_build_object('id', p_id, 'wall', NULL)));
END $$;

-- The row of what a screen shows.
CREATE FUNCTION wall_screen_row(w wall_screen) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('key', 'screen/' || w.screen_id, 'what', 'screen', 'wallId', w.wall_id, 'screenId', w.screen_id,
    'name', (SELECT d.name FROM screen d WHERE d.id = w.screen_id), 'shown', w.shown, 'at', alert_instant(w.shown_at))
$$;

-- A screen says what it shows. Null: it belongs to no wall.
CREATE FUNCTION note_shown(p_screen text, p_shown jsonb, p_at timestamptz) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_seq bigint;
  v_at timestamptz;
  v_screen wall_screen;
BEGIN
  IF NOT EXISTS (SELECT FROM wall_screen w WHERE w.screen_id = p_screen) THEN RETURN NULL; END IF;
  SELECT w.seq, w.stored_at INTO v_seq, v_at FROM next_write() w;
  UPDATE wall_screen w SET shown = p_shown, shown_at = p_at WHERE w.screen_id = p_screen RETURNING * INTO v_screen;
  PERFORM ring(v_seq, v_at, 'wall-screen', jsonb_build_array(wall_screen_row(v_screen)));
  RETURN v_screen.wall_id;
END $$;

REVOKE ALL ON FUNCTION write_wall(jsonb), remove_wall(text, text), note_shown(text, jsonb, timestamptz) FROM PUBLIC;
DO $$
BEGIN
  IF to_regrole('ioc_server') IS NOT NULL THEN
    GRANT SELECT ON wall, wall_screen, wall_revision TO ioc_server;
    GRANT EXECUTE ON FUNCTION write_wall(jsonb), remove_wall(text, text), note_shown(text, jsonb, timestamptz) TO ioc_server;
  END IF;
END $$;
