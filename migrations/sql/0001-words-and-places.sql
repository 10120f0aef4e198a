-- Places, devices and sources: what facts refer to. Units carry validity dates because codes are reused
-- (44 was Quảng Bình until 2025-06-30 and is Quảng Trị since): a bare code is never a key.
CREATE EXTENSION IF NOT EXISTS timescaledb;

CREATE TABLE unit (
  id text PRIMARY KEY,                       -- <code>@<valid_from>, readable and unique over time
  kind text NOT NULL,                        -- province | ward | commune | special-zone | district (until 2025-06-30)
  parent_id text REFERENCES unit (id),
  name text NOT NULL,
  name_en text NOT NULL,
  area_km2 double precision,
  lon double precision,
  lat double precision,
  valid_from date NOT NULL,
  valid_to date,                             -- exclusive; null while valid
  CHECK (valid_to IS NULL OR valid_to > valid_from)
);
CREATE INDEX unit_parent_idx ON unit (parent_id);

CREATE TABLE unit_code (
  unit_id text NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  scheme text NOT NULL,                      -- gso: the General Statistics Office's administrative code
  code text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  CONSTRAINT unit_code_pkey PRIMARY KEY (scheme, code, valid_from, unit_id)
);

CREATE TABLE unit_name (
  unit_id text NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  alias text NOT NULL,
  folded text NOT NULL,                      -- NFC, lower case, diacritics removed
  CONSTRAINT unit_name_pkey PRIMARY KEY (folded, unit_id, alias)
);

CREATE TABLE unit_geometry (
  unit_id text PRIMARY KEY REFERENCES unit (id) ON DELETE CASCADE,
  geometry jsonb NOT NULL,                   -- GeoJSON Polygon or MultiPolygon, WGS 84
  schematic boolean NOT NULL,
  attribution text NOT NULL
);

CREATE TABLE unit_lineage (
  from_id text NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  to_id text NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('rename', 'merge', 'split', 'upgrade')),
  share double precision,                    -- part of "from" that went into "to", 0..1; null when unknown
  decree text,
  effective date NOT NULL,
  CONSTRAINT unit_lineage_pkey PRIMARY KEY (from_id, to_id, effective)
);
CREATE INDEX unit_lineage_to_idx ON unit_lineage (to_id);

CREATE TABLE scope_group (
  id text PRIMARY KEY,
  name text NOT NULL,
  name_en text NOT NULL
);
CREATE TABLE scope_group_member (
  group_id text NOT NULL REFERENCES scope_group (id) ON DELETE CASCADE,
  unit_id text NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  CONSTRAINT scope_group_member_pkey PRIMARY KEY (group_id, unit_id)
);

CREATE TABLE map_layer (
  id text PRIMARY KEY,
  role text NOT NULL,                        -- land | neighbour | outline | island | road | river
  title text NOT NULL,
  geojson jsonb NOT NULL,
  attribution text NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE asset (
  id text PRIMARY KEY,                       -- <source>/<external id>
  source text NOT NULL,
  external_id text NOT NULL,
  kind text NOT NULL,                        -- camera | sensor
  name text NOT NULL,
  unit_id text REFERENCES unit (id),
  lon double precision,
  lat double precision,
  azimuth_deg double precision,
  fov_deg double precision,
  registered boolean NOT NULL,               -- false: heard of at a door, unknown to the registry
  first_seen_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT asset_source_external_key UNIQUE (source, external_id)
);

CREATE TABLE source (
  id text PRIMARY KEY,
  connector text NOT NULL,
  name text NOT NULL,
  name_en text NOT NULL,
  availability text NOT NULL DEFAULT 'unknown' CHECK (availability IN ('up', 'down', 'unknown')),
  cadence_ms bigint,                         -- promised rhythm; null when the source may be silent
  last_event_at timestamptz,                 -- newest observed_at
  last_received_at timestamptz,
  lag_ms bigint,                             -- stored_at - observed_at of the newest event
  stored bigint NOT NULL DEFAULT 0,
  duplicates bigint NOT NULL DEFAULT 0,
  late bigint NOT NULL DEFAULT 0,
  dead_letters bigint NOT NULL DEFAULT 0,
  quarantined bigint NOT NULL DEFAULT 0,
  dropped bigint NOT NULL DEFAULT 0          -- refused by rule (faces, unwanted types), never by accident
);

CREATE TABLE source_cursor (
  source text NOT NULL,
  name text NOT NULL,
  value jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT source_cursor_pkey PRIMARY KEY (source, name)
);

CREATE TABLE dead_letter (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source text NOT NULL,
  connector text NOT NULL,
  disposition text NOT NULL CHECK (disposition IN ('rejected', 'quarantined')),
  reason text NOT NULL,                      -- a stable word: not-json, schema, observed-at-in-future, ...
  detail text NOT NULL,                      -- a sentence for the data officer
  address text,                              -- topic, peer or URL it came from
  raw bytea NOT NULL,                        -- at most 64 KiB of it
  raw_bytes integer NOT NULL,                -- its real size
  digest text NOT NULL,
  count bigint NOT NULL DEFAULT 1,
  first_received_at timestamptz NOT NULL,
  last_received_at timestamptz NOT NULL,
  CONSTRAINT dead_letter_word_key UNIQUE (source, reason, digest)
);
CREATE INDEX dead_letter_received_idx ON dead_letter (last_received_at DESC, id DESC);
