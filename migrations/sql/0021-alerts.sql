-- Alerts: what an operator has to look at, made of raw alarms. Tables of their own under the same clock (M4): an alert that
-- were an item would be counted beside the thing it was raised from, and every figure of what is critical would be double.
-- `alert` holds the state now, `alert_step` each step with who, when, why and the row as it was after it, `alert_member`
-- each raw alarm once. Steps and members are only ever added, so "known at T" is the newest step and the members with
-- seq ≤ n. Every write is one entry of the change log: the hub hears of alerts by the same bell as of everything else.
CREATE SEQUENCE alert_number;
CREATE TABLE alert (
  id bigint PRIMARY KEY,
  revision integer NOT NULL,                 -- steps so far; raw alarms that join make no step
  rule text NOT NULL,
  group_key text NOT NULL,
  grouping_level text NOT NULL CHECK (grouping_level IN ('place', 'flood')),
  domain text NOT NULL,
  severity text NOT NULL CHECK (severity IN ('info', 'low', 'medium', 'high', 'critical')),
  unit_id text,                              -- null: unlocated, or of several units, which is the province's
  lon double precision,
  lat double precision,
  title text NOT NULL,
  title_en text,
  state text NOT NULL CHECK (state IN ('active', 'acknowledged', 'closed')),
  assignee_id text,
  shelved_until timestamptz,
  escalation integer NOT NULL,               -- how many times it called for somebody higher
  escalate_at timestamptz,                   -- when it will again, unless somebody takes it; a row, so it outlives us
  members integer NOT NULL,
  first_at timestamptz NOT NULL,             -- observation of its first and newest raw alarm
  last_at timestamptz NOT NULL,
  raised_at timestamptz NOT NULL,            -- stored
  acknowledged_at timestamptz,
  cleared_at timestamptz,                    -- the condition of every member is over; null: it is not, or cannot be known
  closed_at timestamptz,
  stored_at timestamptz NOT NULL,
  seq bigint NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX alert_open_idx ON alert (last_at DESC) WHERE state <> 'closed';
CREATE INDEX alert_last_idx ON alert (last_at DESC, id DESC);
CREATE INDEX alert_seq_idx ON alert (seq);

CREATE TABLE alert_step (
  alert_id bigint NOT NULL,
  revision integer NOT NULL,
  step text NOT NULL,
  actor_kind text NOT NULL,
  actor_id text NOT NULL,
  actor_name text NOT NULL,
  reason text,
  detail jsonb NOT NULL,
  after jsonb NOT NULL,                      -- the row of the channel after this step
  stored_at timestamptz NOT NULL,
  seq bigint NOT NULL,
  CONSTRAINT alert_step_pkey PRIMARY KEY (alert_id, revision)
);

-- A raw alarm is one row for ever: the same message a second time, before or after a crash, meets this key (F7).
CREATE TABLE alert_member (
  rule text NOT NULL,
  key text NOT NULL,
  alert_id bigint NOT NULL,
  subject text NOT NULL,                     -- what it is about: <source>/<id> of a thing, a source, a unit
  severity text NOT NULL,
  unit_id text,
  title text NOT NULL,
  title_en text,
  observed_at timestamptz NOT NULL,
  over_at timestamptz,                       -- when its condition ended; null: it has not
  stored_at timestamptz NOT NULL,
  seq bigint NOT NULL,
  CONSTRAINT alert_member_pkey PRIMARY KEY (rule, key)
);
CREATE INDEX alert_member_alert_idx ON alert_member (alert_id, seq);
CREATE INDEX alert_member_standing_idx ON alert_member (rule, subject) WHERE over_at IS NULL;

-- Which tickets have just become overdue.
CREATE INDEX ticket_due_idx ON ticket (due_at) WHERE due_at IS NOT NULL;

-- Who raises, and how far it has read. The cursor moves in the transaction that writes what was raised, and only from
-- where its owner believes it to be: of two that both think they lead, one writes nothing.
CREATE TABLE alert_raiser (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  seq bigint NOT NULL,
  stored_at timestamptz NOT NULL,
  holder text,
  lease_until timestamptz NOT NULL DEFAULT '-infinity'
);
INSERT INTO alert_raiser (seq, stored_at) SELECT seq, stored_at FROM write_clock;

-- A new topic. Which ones there are is said by who reads them (server/src/feed/change.ts); here only that it is a word.
ALTER TABLE change_log DROP CONSTRAINT change_log_topic_check;
ALTER TABLE change_log ADD CONSTRAINT change_log_topic_check CHECK (topic ~ '^[a-z][a-z-]{1,29}$');

-- RFC 3339 in UTC, milliseconds: equal instants are equal texts, whatever the time zone of the session.
CREATE FUNCTION alert_instant(at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- The row of the alerts channel.
CREATE FUNCTION alert_row(a alert) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('key', a.id::text, 'id', a.id::text, 'revision', a.revision, 'rule', a.rule,
    'grouping', a.grouping_level, 'domain', a.domain, 'severity', a.severity, 'unitId', a.unit_id,
    'point', CASE WHEN a.lon IS NULL OR a.lat IS NULL THEN 'null'::jsonb ELSE jsonb_build_array(a.lon, a.lat) END,
    'title', a.title, 'titleEn', a.title_en, 'state', a.state, 'assigneeId', a.assignee_id,
    'shelvedUntil', alert_instant(a.shelved_until), 'escalation', a.escalation,
    'escalateAt', alert_instant(a.escalate_at), 'members', a.members, 'firstAt', alert_instant(a.first_at),
    'lastAt', alert_instant(a.last_at), 'raisedAt', alert_instant(a.raised_at),
    'acknowledgedAt', alert_instant(a.acknowledged_at), 'clearedAt', alert_instant(a.cleared_at),
    'closedAt', alert_instant(a.closed_at))
$$;

-- p_changes: [{alert: {…as it is after the change}, step: {…} | null, members: [{…}]}]; p_over: [{rule, subject, overAt}].
-- What to change was decided by whoever holds the writers' lock; here it is only written, and the bell is rung.
CREATE FUNCTION append_alerts(p_changes jsonb, p_over jsonb, OUT seq bigint, OUT stored_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_seq bigint;
  v_at timestamptz;
  v_rows jsonb;
BEGIN
  SELECT w.seq, w.stored_at INTO v_seq, v_at FROM next_write() w;
  UPDATE alert_member m SET over_at = o."overAt"
  FROM jsonb_to_recordset(p_over) AS o (rule text, subject text, "overAt" timestamptz)
  WHERE m.rule = o.rule AND m.subject = o.subject AND m.over_at IS NULL;
  INSERT INTO alert_member (rule, key, alert_id, subject, severity, unit_id, title, title_en, observed_at, stored_at, seq)
  SELECT c.value->'alert'->>'rule', m.key, (c.value->'alert'->>'id')::bigint, m.subject, m.severity, m."unitId", m.title,
    m."titleEn", m."observedAt", v_at, v_seq
  FROM jsonb_array_elements(p_changes) c
  CROSS JOIN LATERAL jsonb_to_recordset(c.value->'members') AS m (key text, subject text, severity text, "unitId" text,
    title text, "titleEn" text, "observedAt" timestamptz);
  INSERT INTO alert AS a (id, revision, rule, group_key, grouping_level, domain, severity, unit_id, lon, lat, title,
    title_en, state, assignee_id, shelved_until, escalation, escalate_at, members, first_at, last_at, raised_at,
    acknowledged_at, cleared_at, closed_at, stored_at, seq)
  SELECT n.id, n.revision, n.rule, n."groupKey", n.grouping, n.domain, n.severity, n."unitId", n.lon, n.lat, n.title,
    n."titleEn", n.state, n."assigneeId", n."shelvedUntil", n.escalation, n."escalateAt", n.members, n."firstAt",
    n."lastAt", v_at, n."acknowledgedAt", n."clearedAt", n."closedAt", v_at, v_seq
  FROM jsonb_array_elements(p_changes) c
  CROSS JOIN LATERAL jsonb_to_record(c.value->'alert') AS n (id bigint, revision integer, rule text, "groupKey" text,
    grouping text, domain text, severity text, "unitId" text, lon double precision, lat double precision, title text,
    "titleEn" text, state text, "assigneeId" text, "shelvedUntil" timestamptz, escalation integer,
    "escalateAt" timestamptz, members integer, "firstAt" timestamptz, "lastAt" timestamptz,
    "acknowledgedAt" timestamptz, "clearedAt" timestamptz, "closedAt" timestamptz)
  ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, severity = excluded.severity, state = excluded.state,
    assignee_id = excluded.assignee_id, shelved_until = excluded.shelved_until, escalation = excluded.escalation,
    escalate_at = excluded.escalate_at, members = excluded.members, first_at = excluded.first_at,
    last_at = excluded.last_at, acknowledged_at = excluded.acknowledged_at, cleared_at = excluded.cleared_at,
    closed_at = excluded.closed_at, stored_at = excluded.stored_at, seq = excluded.seq;
  INSERT INTO alert_step (alert_id, revision, step, actor_kind, actor_id, actor_name, reason, detail, after, stored_at, seq)
  SELECT a.id, a.revision, s.step, s."actorKind", s."actorId", s."actorName", s.reason, s.detail, alert_row(a), v_at, v_seq
  FROM jsonb_array_elements(p_changes) c
  JOIN alert a ON a.id = (c.value->'alert'->>'id')::bigint
  CROSS JOIN LATERAL jsonb_to_record(c.value->'step') AS s (step text, "actorKind" text, "actorId" text,
    "actorName" text, reason text, detail jsonb)
  WHERE jsonb_typeof(c.value->'step') = 'object';
  SELECT jsonb_agg(alert_row(a) ORDER BY a.id) INTO v_rows FROM alert a
  WHERE a.id IN (SELECT (c.value->'alert'->>'id')::bigint FROM jsonb_array_elements(p_changes) c);
  IF v_rows IS NOT NULL THEN PERFORM ring(v_seq, v_at, 'alert', v_rows); END IF;
  seq := v_seq;
  stored_at := v_at;
END $$;

REVOKE ALL ON FUNCTION append_alerts(jsonb, jsonb) FROM PUBLIC;
DO $$
BEGIN
  IF to_regrole('ioc_server') IS NOT NULL THEN
    GRANT SELECT ON alert, alert_step, alert_member, alert_raiser TO ioc_server;
    GRANT UPDATE (seq, stored_at, holder, lease_until) ON alert_raiser TO ioc_server;
    GRANT USAGE ON SEQUENCE alert_number TO ioc_server;
    GRANT EXECUTE ON FUNCTION append_alerts(jsonb, jsonb) TO ioc_server;
  END IF;
  IF to_regrole('ioc_reader') IS NOT NULL THEN
    GRANT SELECT ON alert, alert_step, alert_member TO ioc_reader;
  END IF;
END $$;
