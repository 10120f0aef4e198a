-- What a site brings of its own map by the page: each import is written down with who and when, and with what stood there
-- before, so that it can be undone. The newest twenty of a layer, and of the boundaries, keep what they replaced.
CREATE TABLE map_import (
  id uuid PRIMARY KEY,                       -- of its job: begun anew it is stored once
  kind text NOT NULL CHECK (kind IN ('units', 'layer')),
  layer text,                                -- map_layer; null: boundaries of units
  role text,
  title text NOT NULL,
  attribution text NOT NULL CHECK (attribution <> ''),
  file text NOT NULL,
  frame text NOT NULL,                       -- what its coordinates were read as: EPSG:9212
  features integer NOT NULL,
  -- units: [{unitId, before: {geometry, schematic, attribution} | null}]; layer: {role, title, geojson, attribution} | null
  previous jsonb,
  kept boolean NOT NULL DEFAULT true,        -- false: what it replaced is not kept any more
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by text NOT NULL,
  undone_at timestamptz,
  undone_by text,
  CHECK ((kind = 'layer') = (layer IS NOT NULL))
);
CREATE INDEX map_import_created_idx ON map_import (created_at DESC, id DESC);
ALTER TABLE ingest_job DROP CONSTRAINT ingest_job_kind_check;
ALTER TABLE ingest_job ADD CONSTRAINT ingest_job_kind_check
  CHECK (kind IN ('trial', 'upload', 'replay', 'cameras', 'map'));

-- p: {id, kind, layer, role, title, attribution, file, frame, createdBy, features}; p_units: [{unitId, geometry}] or null;
-- p_geojson: a feature collection or null. False: it was stored before.
CREATE FUNCTION import_map(p jsonb, p_units jsonb, p_geojson jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_previous jsonb;
BEGIN
  -- The writers' lock first, as everybody does.
  PERFORM ring_registry('map');
  IF EXISTS (SELECT 1 FROM map_import m WHERE m.id = (p->>'id')::uuid) THEN RETURN false; END IF;
  IF p->>'kind' = 'units' THEN
    SELECT jsonb_agg(jsonb_build_object('unitId', n."unitId", 'before', CASE WHEN g.unit_id IS NULL THEN NULL
      ELSE jsonb_build_object('geometry', g.geometry, 'schematic', g.schematic, 'attribution', g.attribution) END))
    INTO v_previous
    FROM jsonb_to_recordset(p_units) AS n ("unitId" text) LEFT JOIN unit_geometry g ON g.unit_id = n."unitId";
    INSERT INTO unit_geometry AS g (unit_id, geometry, schematic, attribution)
    SELECT n."unitId", n.geometry, false, p->>'attribution'
    FROM jsonb_to_recordset(p_units) AS n ("unitId" text, geometry jsonb)
    ON CONFLICT (unit_id) DO UPDATE SET geometry = excluded.geometry, schematic = false,
      attribution = excluded.attribution;
  ELSE
    SELECT jsonb_build_object('role', l.role, 'title', l.title, 'geojson', l.geojson, 'attribution', l.attribution)
    INTO v_previous FROM map_layer l WHERE l.id = p->>'layer';
    INSERT INTO map_layer AS l (id, role, title, geojson, attribution)
    VALUES (p->>'layer', p->>'role', p->>'title', p_geojson, p->>'attribution')
    ON CONFLICT (id) DO UPDATE SET role = excluded.role, title = excluded.title, geojson = excluded.geojson,
      attribution = excluded.attribution, updated_at = now();
  END IF;
  INSERT INTO map_import (id, kind, layer, role, title, attribution, file, frame, features, previous, created_by)
  VALUES ((p->>'id')::uuid, p->>'kind', p->>'layer', p->>'role', p->>'title', p->>'attribution', p->>'file',
    p->>'frame', (p->>'features')::integer, v_previous, p->>'createdBy');
  UPDATE map_import m SET previous = NULL, kept = false
  WHERE m.kept AND m.id IN (
    SELECT o.id FROM map_import o
    WHERE o.kind = p->>'kind' AND o.layer IS NOT DISTINCT FROM p->>'layer' AND o.kept
    ORDER BY o.created_at DESC, o.id DESC OFFSET 20);
  RETURN true;
END $$;

-- Puts back what stood there before. Only the newest of its layer, or of the boundaries, can be undone, one after the
-- other: what a later one replaced is this one's. Answers undone, newer, undone-before, not-kept or unknown.
CREATE FUNCTION undo_map_import(p_id uuid, p_by text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v map_import%ROWTYPE;
BEGIN
  PERFORM ring_registry('map');
  SELECT * INTO v FROM map_import m WHERE m.id = p_id FOR UPDATE;
  IF NOT FOUND THEN RETURN 'unknown'; END IF;
  IF v.undone_at IS NOT NULL THEN RETURN 'undone-before'; END IF;
  IF NOT v.kept THEN RETURN 'not-kept'; END IF;
  IF EXISTS (SELECT 1 FROM map_import m WHERE m.kind = v.kind AND m.layer IS NOT DISTINCT FROM v.layer
    AND m.undone_at IS NULL AND (m.created_at, m.id) > (v.created_at, v.id)) THEN RETURN 'newer'; END IF;
  IF v.kind = 'units' THEN
    DELETE FROM unit_geometry g USING jsonb_to_recordset(v.previous) AS n ("unitId" text, before jsonb)
    WHERE g.unit_id = n."unitId" AND (n.before IS NULL OR jsonb_typeof(n.before) = 'null');
    INSERT INTO unit_geometry AS g (unit_id, geometry, schematic, attribution)
    SELECT n."unitId", n.before->'geometry', (n.before->>'schematic')::boolean, n.before->>'attribution'
    FROM jsonb_to_recordset(v.previous) AS n ("unitId" text, before jsonb)
    WHERE jsonb_typeof(n.before) = 'object' AND EXISTS (SELECT 1 FROM unit u WHERE u.id = n."unitId")
    ON CONFLICT (unit_id) DO UPDATE SET geometry = excluded.geometry, schematic = excluded.schematic,
      attribution = excluded.attribution;
  ELSIF v.previous IS NULL THEN
    DELETE FROM map_layer l WHERE l.id = v.layer;
  ELSE
    INSERT INTO map_layer AS l (id, role, title, geojson, attribution)
    VALUES (v.layer, v.previous->>'role', v.previous->>'title', v.previous->'geojson', v.previous->>'attribution')
    ON CONFLICT (id) DO UPDATE SET role = excluded.role, title = excluded.title, geojson = excluded.geojson,
      attribution = excluded.attribution, updated_at = now();
  END IF;
  UPDATE map_import m SET undone_at = now(), undone_by = p_by WHERE m.id = p_id;
  RETURN 'undone';
END $$;

REVOKE ALL ON FUNCTION import_map(jsonb, jsonb, jsonb), undo_map_import(uuid, text) FROM PUBLIC;
DO $$
BEGIN
  IF to_regrole('ioc_ingest') IS NOT NULL THEN
    GRANT EXECUTE ON FUNCTION import_map(jsonb, jsonb, jsonb) TO ioc_ingest;
  END IF;
  IF to_regrole('ioc_server') IS NOT NULL THEN
    GRANT SELECT ON map_import TO ioc_server;
    GRANT EXECUTE ON FUNCTION undo_map_import(uuid, text) TO ioc_server;
  END IF;
END $$;
