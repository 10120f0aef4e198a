-- Sources are data: which connectors this installation knows (written by ingest when it starts), the instances of them
-- that a province has set up, their secrets (sealed for ingest: who writes one cannot read it), and the work that pages
-- ask of ingest. Nobody calls ingest: a row is the command, and its state is the answer.
CREATE TABLE connector (
  id text PRIMARY KEY,
  name text NOT NULL,
  name_en text NOT NULL,
  defaults jsonb NOT NULL,                   -- {id, name, nameEn, cadenceMs} of a first instance
  transports jsonb NOT NULL,                 -- [{id, options: JSON Schema, secrets: [{name, label, labelEn, required}]}]
  options jsonb NOT NULL,                    -- JSON Schema of the connector's own options
  secrets jsonb NOT NULL,                    -- secrets of the connector, whatever the transport
  registered_at timestamptz NOT NULL DEFAULT now()
);

CREATE SEQUENCE source_instance_revision;
CREATE TABLE source_instance (
  id text PRIMARY KEY,                       -- the source of every key (M1): it never changes
  connector text NOT NULL,
  transport text NOT NULL CHECK (transport IN ('mqtt', 'syslog', 'file', 'poll', 'webhook', 'upload')),
  name text NOT NULL,
  name_en text NOT NULL,
  cadence_ms bigint,                         -- promised rhythm; null when it may be silent
  enabled boolean NOT NULL DEFAULT true,
  managed_by text NOT NULL DEFAULT 'page' CHECK (managed_by IN ('page', 'settings')),
  door jsonb NOT NULL DEFAULT '{}',          -- options of the transport
  options jsonb NOT NULL DEFAULT '{}',       -- options of the connector
  problem text,                              -- why ingest does not run it; null when it does
  revision bigint NOT NULL DEFAULT nextval('source_instance_revision'),
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by text NOT NULL DEFAULT ''
);
CREATE TABLE source_secret (
  source text NOT NULL REFERENCES source_instance (id) ON DELETE CASCADE,
  name text NOT NULL,
  sealed bytea NOT NULL,                     -- X25519 + HKDF + AES-256-GCM, see ingest/src/wire/secret-opener.ts
  set_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT source_secret_pkey PRIMARY KEY (source, name)
);
-- The public half of the key that secrets are sealed for.
CREATE TABLE ingest_key (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  public_key bytea NOT NULL,
  registered_at timestamptz NOT NULL DEFAULT now()
);

-- Of several workers one asks a source; the others take over when its lease runs out.
CREATE TABLE source_lease (
  source text PRIMARY KEY,
  worker text NOT NULL,
  until timestamptz NOT NULL
);

CREATE TABLE ingest_job (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL CHECK (kind IN ('trial', 'upload', 'replay', 'cameras')),
  source text,
  request jsonb NOT NULL,
  file bytea,                                -- what was uploaded, until the job has ended
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  done integer NOT NULL DEFAULT 0,
  total integer,
  result jsonb,
  problem text,
  worker text,
  lease_until timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by text NOT NULL,
  finished_at timestamptz
);
CREATE INDEX ingest_job_open_idx ON ingest_job (created_at) WHERE state IN ('waiting', 'running');
CREATE INDEX ingest_job_created_idx ON ingest_job (created_at DESC, id DESC);

-- A source that was switched off is not late.
ALTER TABLE source ADD COLUMN enabled boolean NOT NULL DEFAULT true;
CREATE OR REPLACE FUNCTION source_row(s source) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('id', s.id, 'connector', s.connector, 'name', s.name, 'nameEn', s.name_en,
    'enabled', s.enabled, 'availability', s.availability, 'cadenceMs', s.cadence_ms, 'lastEventAt', s.last_event_at,
    'lastReceivedAt', s.last_received_at, 'lagMs', s.lag_ms, 'stored', s.stored, 'duplicates', s.duplicates,
    'late', s.late, 'deadLetters', s.dead_letters, 'quarantined', s.quarantined, 'dropped', s.dropped)
$$;

-- p_sources: [{id, connector, name, nameEn, cadenceMs, enabled?}]: what the configuration promises; counters are kept.
CREATE OR REPLACE FUNCTION register_sources(p_sources jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_seq bigint;
  v_at timestamptz;
  v_rows jsonb;
BEGIN
  SELECT w.seq, w.stored_at INTO v_seq, v_at FROM next_write() w;
  WITH named AS (
    INSERT INTO source AS c (id, connector, name, name_en, cadence_ms, enabled)
    SELECT id, connector, name, "nameEn", "cadenceMs", coalesce(enabled, true)
    FROM jsonb_to_recordset(p_sources) AS s (id text, connector text, name text, "nameEn" text, "cadenceMs" bigint,
      enabled boolean)
    ON CONFLICT (id) DO UPDATE SET connector = excluded.connector, name = excluded.name, name_en = excluded.name_en,
      cadence_ms = excluded.cadence_ms, enabled = excluded.enabled
    RETURNING source_row(c) AS row
  )
  SELECT coalesce(jsonb_agg(n.row), '[]') INTO v_rows FROM named n;
  PERFORM ring(v_seq, v_at, 'source', v_rows);
END $$;

-- p_instances: [{id, connector, transport, name, nameEn, cadenceMs, door, options}]: what the settings of ingest say.
-- An instance that they no longer name is switched off, its facts stay. One that a page made is left alone.
CREATE FUNCTION register_instances(p_instances jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO source_instance AS i (id, connector, transport, name, name_en, cadence_ms, managed_by, door, options)
  SELECT n.id, n.connector, n.transport, n.name, n."nameEn", n."cadenceMs", 'settings', n.door, n.options
  FROM jsonb_to_recordset(p_instances) AS n (id text, connector text, transport text, name text, "nameEn" text,
    "cadenceMs" bigint, door jsonb, options jsonb)
  ON CONFLICT (id) DO UPDATE SET connector = excluded.connector, transport = excluded.transport, enabled = true,
    name = excluded.name, name_en = excluded.name_en, cadence_ms = excluded.cadence_ms, door = excluded.door,
    options = excluded.options, revision = nextval('source_instance_revision'), updated_at = now()
  WHERE i.managed_by = 'settings' AND (i.connector, i.transport, i.enabled, i.name, i.name_en, i.cadence_ms, i.door, i.options)
    IS DISTINCT FROM (excluded.connector, excluded.transport, true, excluded.name, excluded.name_en,
      excluded.cadence_ms, excluded.door, excluded.options);
  UPDATE source_instance SET enabled = false, revision = nextval('source_instance_revision'), updated_at = now()
  WHERE managed_by = 'settings' AND enabled
    AND id NOT IN (SELECT n.id FROM jsonb_to_recordset(p_instances) AS n (id text));
END $$;

-- The same, once and never again: from then on they belong to the pages.
CREATE FUNCTION seed_instances(p_instances jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO source_instance (id, connector, transport, name, name_en, cadence_ms, door, options)
  SELECT n.id, n.connector, n.transport, n.name, n."nameEn", n."cadenceMs", n.door, n.options
  FROM jsonb_to_recordset(p_instances) AS n (id text, connector text, transport text, name text, "nameEn" text,
    "cadenceMs" bigint, door jsonb, options jsonb)
  ON CONFLICT (id) DO NOTHING
$$;

-- Why an instance does not run, or null when it does.
CREATE FUNCTION note_instance_problem(p_id text, p_problem text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE source_instance SET problem = p_problem WHERE id = p_id AND problem IS DISTINCT FROM p_problem
$$;

-- A source whose instance was taken away or switched off is not late. p_running: ids.
CREATE FUNCTION retire_sources(p_running jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_seq bigint;
  v_at timestamptz;
  v_rows jsonb;
BEGIN
  SELECT w.seq, w.stored_at INTO v_seq, v_at FROM next_write() w;
  WITH retired AS (
    UPDATE source AS c SET enabled = false
    WHERE c.enabled AND c.connector IN (SELECT id FROM connector) AND NOT p_running ? c.id
    RETURNING source_row(c) AS row
  )
  SELECT jsonb_agg(r.row) INTO v_rows FROM retired r;
  IF v_rows IS NOT NULL THEN PERFORM ring(v_seq, v_at, 'source', v_rows); END IF;
END $$;

REVOKE ALL ON FUNCTION register_instances(jsonb), seed_instances(jsonb), note_instance_problem(text, text), retire_sources(jsonb) FROM PUBLIC;
DO $$
BEGIN
  IF to_regrole('ioc_ingest') IS NOT NULL THEN
    GRANT EXECUTE ON FUNCTION register_instances(jsonb), seed_instances(jsonb), note_instance_problem(text, text),
      retire_sources(jsonb) TO ioc_ingest;
    GRANT SELECT ON source_instance, source_secret TO ioc_ingest;
    GRANT SELECT, INSERT, UPDATE, DELETE ON connector, ingest_key, source_lease TO ioc_ingest;
    GRANT SELECT, UPDATE ON ingest_job TO ioc_ingest;
  END IF;
  IF to_regrole('ioc_server') IS NOT NULL THEN
    GRANT SELECT ON connector, ingest_key TO ioc_server;
    GRANT SELECT, INSERT, UPDATE, DELETE ON source_instance TO ioc_server;
    GRANT USAGE ON SEQUENCE source_instance_revision TO ioc_server;
    -- Write-only: what was sealed is not read again.
    GRANT SELECT (source, name, set_at), INSERT, UPDATE, DELETE ON source_secret TO ioc_server;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ingest_job TO ioc_server;
  END IF;
END $$;
