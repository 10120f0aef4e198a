-- Every unit of the country, old and new, and what became of it: for resolving a code or a name that somebody wrote down
-- years ago. Apart from `unit`, whose rows are what facts lie in and rights are given for: fifteen thousand more of them
-- would swell every scope and every registry in memory.
CREATE TABLE gazetteer_unit (
  id text PRIMARY KEY,                       -- <code>@<valid_from>, as in `unit`
  code text,                                 -- null where no list gives it
  word text NOT NULL,                        -- "Phường", "Thị trấn", …; before the name it makes the full name
  name text NOT NULL,
  folded text NOT NULL,                      -- see contracts/src/place-name.ts
  kind text NOT NULL CHECK (kind IN ('province', 'district', 'commune', 'ward', 'special-zone')),
  parent_id text REFERENCES gazetteer_unit (id),
  valid_from date NOT NULL,
  valid_to date,                             -- exclusive; null while valid
  CHECK (valid_to IS NULL OR valid_to > valid_from)
);
CREATE INDEX gazetteer_unit_code_idx ON gazetteer_unit (code);
CREATE INDEX gazetteer_unit_folded_idx ON gazetteer_unit (folded);
CREATE INDEX gazetteer_unit_parent_idx ON gazetteer_unit (parent_id);

CREATE TABLE gazetteer_lineage (
  from_id text NOT NULL REFERENCES gazetteer_unit (id) ON DELETE CASCADE,
  to_id text NOT NULL REFERENCES gazetteer_unit (id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('rename', 'merge', 'split', 'upgrade')),
  share double precision CHECK (share > 0 AND share <= 1),  -- part of "from" that went into "to"; null when unknown
  decree text NOT NULL DEFAULT '',
  effective date NOT NULL,
  CONSTRAINT gazetteer_lineage_pkey PRIMARY KEY (from_id, to_id, effective)
);
CREATE INDEX gazetteer_lineage_to_idx ON gazetteer_lineage (to_id);

-- p_assets: [{id, source, externalId, kind, name, unitId, lon, lat, azimuthDeg, fovDeg}]: cameras and sensors as a page
-- states them. A device that was only heard of at a door becomes a registered one. Answers how many rows were written;
-- what is registered already word for word is left alone. The registry rings in the same transaction.
CREATE FUNCTION register_assets(p_assets jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_written integer;
BEGIN
  INSERT INTO asset AS a (id, source, external_id, kind, name, unit_id, lon, lat, azimuth_deg, fov_deg, registered)
  SELECT n.source || '/' || n."externalId", n.source, n."externalId", n.kind, n.name, n."unitId", n.lon, n.lat,
    n."azimuthDeg", n."fovDeg", true
  FROM jsonb_to_recordset(p_assets) AS n (source text, "externalId" text, kind text, name text, "unitId" text,
    lon double precision, lat double precision, "azimuthDeg" double precision, "fovDeg" double precision)
  ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, unit_id = excluded.unit_id,
    lon = excluded.lon, lat = excluded.lat, azimuth_deg = excluded.azimuth_deg, fov_deg = excluded.fov_deg,
    registered = true, updated_at = now()
  WHERE (a.kind, a.name, a.unit_id, a.lon, a.lat, a.azimuth_deg, a.fov_deg, a.registered) IS DISTINCT FROM
    (excluded.kind, excluded.name, excluded.unit_id, excluded.lon, excluded.lat, excluded.azimuth_deg,
      excluded.fov_deg, true);
  GET DIAGNOSTICS v_written = ROW_COUNT;
  IF v_written > 0 THEN PERFORM ring_registry('assets'); END IF;
  RETURN v_written;
END $$;

REVOKE ALL ON FUNCTION register_assets(jsonb) FROM PUBLIC;
DO $$
BEGIN
  IF to_regrole('ioc_ingest') IS NOT NULL THEN
    GRANT EXECUTE ON FUNCTION register_assets(jsonb) TO ioc_ingest;
  END IF;
  IF to_regrole('ioc_server') IS NOT NULL THEN
    GRANT SELECT ON gazetteer_unit, gazetteer_lineage TO ioc_server;
  END IF;
  IF to_regrole('ioc_reader') IS NOT NULL THEN
    GRANT SELECT ON gazetteer_unit, gazetteer_lineage TO ioc_reader;
  END IF;
END $$;
