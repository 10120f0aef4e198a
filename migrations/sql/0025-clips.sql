-- Clips: stretches of the past that somebody wants to show again. A row points at moments and copies nothing, so it is
-- bound by no retention of what happened in them.
CREATE TABLE clip (
  id text PRIMARY KEY,
  scope text NOT NULL,
  title text NOT NULL,
  notes text NOT NULL,
  scene text NOT NULL,
  from_at timestamptz NOT NULL,
  to_at timestamptz NOT NULL,
  mode text NOT NULL CHECK (mode IN ('known', 'happened')),
  speed real NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  CHECK (from_at < to_at)
);
CREATE INDEX clip_scope_idx ON clip (scope, created_at DESC);

DO $$
BEGIN
  IF to_regrole('ioc_server') IS NOT NULL THEN
    GRANT SELECT, INSERT, DELETE ON clip TO ioc_server;
  END IF;
END $$;
