-- The facts (M1-M6): revisions appended to one hypertable, current items beside it, counts as a ledger,
-- and a short change log as the doorbell. The write clock's row is the writers' lock: it gives seq in commit
-- order without gaps, and stored_at that never goes back.
CREATE TABLE write_clock (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  seq bigint NOT NULL,
  stored_at timestamptz NOT NULL
) WITH (fillfactor = 10);
INSERT INTO write_clock (seq, stored_at) VALUES (0, '-infinity');

CREATE TABLE event (
  source text NOT NULL,
  id text NOT NULL,
  revision integer NOT NULL,
  first_observed_at timestamptz NOT NULL,    -- observed_at of revision 1: all revisions lie in one chunk
  observed_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  stored_at timestamptz NOT NULL,
  seq bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('event', 'item', 'ticket', 'alert')),
  type text NOT NULL,
  domain text NOT NULL,
  severity text NOT NULL CHECK (severity IN ('info', 'low', 'medium', 'high', 'critical')),
  unit_id text,
  reported_unit text,                        -- the unit as the source wrote it
  asset_id text,
  lon double precision,
  lat double precision,
  title text NOT NULL,
  title_en text,
  state text NOT NULL,
  closed boolean NOT NULL,
  late boolean NOT NULL DEFAULT false,       -- a word older than the current one: history only
  word_key text,                             -- null for events, which never change
  word_at timestamptz,
  data jsonb NOT NULL,
  CONSTRAINT event_pkey PRIMARY KEY (source, id, revision, first_observed_at)
);
SELECT create_hypertable('event', by_range('first_observed_at', INTERVAL '1 day'), create_default_indexes => false);
CREATE INDEX event_observed_idx ON event (first_observed_at DESC, id DESC) WHERE kind = 'event';

CREATE TABLE item (
  source text NOT NULL,
  id text NOT NULL,
  revision integer NOT NULL,
  first_observed_at timestamptz NOT NULL,
  observed_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  stored_at timestamptz NOT NULL,
  seq bigint NOT NULL,
  kind text NOT NULL,
  type text NOT NULL,
  domain text NOT NULL,
  severity text NOT NULL,
  unit_id text,
  reported_unit text,
  asset_id text,
  lon double precision,
  lat double precision,
  title text NOT NULL,
  title_en text,
  state text NOT NULL,
  closed boolean NOT NULL,
  word_key text NOT NULL,
  word_at timestamptz NOT NULL,
  data jsonb NOT NULL,
  CONSTRAINT item_pkey PRIMARY KEY (source, id)
) WITH (fillfactor = 80);
CREATE INDEX item_observed_idx ON item (first_observed_at DESC, id DESC);

CREATE TABLE ticket (
  source text NOT NULL,
  id text NOT NULL,
  service_code text,
  agency text,
  opened_at timestamptz NOT NULL,
  due_at timestamptz,
  closed_at timestamptz,
  track_hash text,                           -- sha-256 of the tracking code; the code itself is not kept
  CONSTRAINT ticket_pkey PRIMARY KEY (source, id)
);
CREATE UNIQUE INDEX ticket_track_idx ON ticket (track_hash) WHERE track_hash IS NOT NULL;

-- Personal data lives here alone, so that its own retention can empty it and no frame can carry it.
CREATE TABLE ticket_private (
  source text NOT NULL,
  id text NOT NULL,
  description text,
  contact jsonb,
  address text,
  stored_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ticket_private_pkey PRIMARY KEY (source, id)
);

CREATE TABLE attachment (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  source text NOT NULL,
  item_id text NOT NULL,
  media_type text NOT NULL,
  bytes integer NOT NULL,
  sha256 text NOT NULL,
  width integer NOT NULL,
  height integer NOT NULL,
  file text NOT NULL,
  released boolean NOT NULL DEFAULT false,
  stored_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX attachment_item_idx ON attachment (source, item_id);

CREATE TABLE count_delta (
  observed_at timestamptz NOT NULL,          -- the thing's first observed_at, by the minute
  stored_min integer NOT NULL,               -- minutes since 1970 of stored_at
  seq bigint NOT NULL,
  domain text NOT NULL,
  severity text NOT NULL,
  unit_id text,
  kind text NOT NULL,
  delta integer NOT NULL
);
SELECT create_hypertable('count_delta', by_range('observed_at', INTERVAL '7 days'), create_default_indexes => false);
CREATE INDEX count_delta_observed_idx ON count_delta (observed_at DESC);

CREATE TABLE change_log (
  seq bigint NOT NULL,
  stored_at timestamptz NOT NULL,
  topic text NOT NULL CHECK (topic IN ('item', 'count', 'service', 'source', 'registry')),
  part integer NOT NULL,
  payload jsonb NOT NULL                     -- an array of rows, at most 64 KiB
);
SELECT create_hypertable('change_log', by_range('stored_at', INTERVAL '6 hours'), create_default_indexes => false);
CREATE INDEX change_log_seq_idx ON change_log (seq, topic, part);

CREATE TABLE service_figure (
  source text NOT NULL,
  unit_id text,
  unit_code text NOT NULL,
  procedure_code text NOT NULL,
  level text NOT NULL,
  period_start date NOT NULL,
  period_end date NOT NULL,
  as_of timestamptz NOT NULL,
  word_key text NOT NULL,
  received_at timestamptz NOT NULL,
  stored_at timestamptz NOT NULL,
  seq bigint NOT NULL,
  figures jsonb NOT NULL,                    -- counts by name; absent means not reported, never zero
  sum_difference integer,                    -- stated total minus the sum of its parts; null when not both given
  CONSTRAINT service_figure_pkey PRIMARY KEY
    (source, unit_code, procedure_code, level, period_start, period_end, as_of, word_key)
);
CREATE INDEX service_figure_seq_idx ON service_figure (seq);
CREATE INDEX service_figure_period_idx ON service_figure (period_end DESC, as_of DESC);

CREATE TABLE indicator_figure (
  id text PRIMARY KEY,
  indicator text NOT NULL,
  label text NOT NULL,
  label_en text NOT NULL,
  province text NOT NULL,
  year integer NOT NULL,
  value double precision NOT NULL,
  value_unit text NOT NULL,
  parts jsonb,                               -- [{label, labelEn, value}] when the source gives them
  target double precision,
  citation text NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT now()
);
