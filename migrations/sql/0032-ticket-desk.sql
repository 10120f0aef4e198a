-- What the portal and its desk keep beside a ticket: files on their way, answers, pauses, links, followers, ratings and
-- messages to send. All of it goes with the ticket. What a ticket *is* stays a fact (item, event): a change that a wall or a
-- count must see is a word of its own, told through append_facts; these tables hold only what no screen counts.

-- A file that a phone announced and sends in pieces. `received` is what is safely on disk; a cut at any byte resumes there.
CREATE TABLE report_upload (
  id uuid PRIMARY KEY,                       -- made by the phone
  source text NOT NULL,
  item_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('photo', 'video')),
  media_type text NOT NULL,
  bytes integer NOT NULL CHECK (bytes > 0),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  received integer NOT NULL DEFAULT 0 CHECK (received >= 0 AND received <= bytes),
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'stored', 'refused')),
  reason text,                               -- why it was refused, a word of the interface
  place integer NOT NULL,                    -- its order in the report, from 0
  announced_at timestamptz NOT NULL,
  touched_at timestamptz NOT NULL,
  FOREIGN KEY (source, item_id) REFERENCES ticket (source, id) ON DELETE CASCADE
);
CREATE INDEX report_upload_ticket_idx ON report_upload (source, item_id);
CREATE INDEX report_upload_waiting_idx ON report_upload (touched_at) WHERE state = 'waiting';

ALTER TABLE attachment
  ADD COLUMN kind text NOT NULL DEFAULT 'photo' CHECK (kind IN ('photo', 'video')),
  ADD COLUMN stage text NOT NULL DEFAULT 'before' CHECK (stage IN ('before', 'after')),
  ADD COLUMN look bigint,                    -- 64-bit difference hash of a photo: near pictures have near hashes
  ADD COLUMN added_by text,                  -- an officer; null: the resident
  ADD COLUMN released_at timestamptz,
  ADD COLUMN released_by text;

-- Words about a ticket that are not its state. `public` is what the resident reads; its author's name is not shown to them.
CREATE TABLE ticket_note (
  note_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source text NOT NULL,
  item_id text NOT NULL,
  audience text NOT NULL CHECK (audience IN ('public', 'internal')),
  kind text NOT NULL CHECK (kind IN ('answer', 'apology', 'appointment', 'pause', 'note', 'resident')),
  body text NOT NULL CHECK (length(body) BETWEEN 1 AND 4000),
  at timestamptz NOT NULL,
  said_by text,                              -- null: the resident
  FOREIGN KEY (source, item_id) REFERENCES ticket (source, id) ON DELETE CASCADE
);
CREATE INDEX ticket_note_ticket_idx ON ticket_note (source, item_id, note_id);

-- The clock of a ticket stands still in a pause; the due time moves by the working time that it lasted.
CREATE TABLE ticket_pause (
  source text NOT NULL,
  item_id text NOT NULL,
  since timestamptz NOT NULL,
  until timestamptz CHECK (until >= since),
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 300),
  said_by text NOT NULL,
  PRIMARY KEY (source, item_id, since),
  FOREIGN KEY (source, item_id) REFERENCES ticket (source, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX ticket_pause_open_idx ON ticket_pause (source, item_id) WHERE until IS NULL;

-- With an apology the answer may be promised anew, once.
CREATE TABLE ticket_appointment (
  source text NOT NULL,
  item_id text NOT NULL,
  due_before timestamptz NOT NULL,
  due_now timestamptz NOT NULL CHECK (due_now > due_before),
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 300),
  at timestamptz NOT NULL,
  said_by text NOT NULL,
  PRIMARY KEY (source, item_id),
  FOREIGN KEY (source, item_id) REFERENCES ticket (source, id) ON DELETE CASCADE
);

-- Who has taken a ticket over: a person of the desk or of a community team.
CREATE TABLE ticket_holder (
  source text NOT NULL,
  item_id text NOT NULL,
  person_id text NOT NULL,
  name text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (source, item_id),
  FOREIGN KEY (source, item_id) REFERENCES ticket (source, id) ON DELETE CASCADE
);

-- A ticket that tells what another one tells. A link, never a deletion: taken back, both stand as before.
CREATE TABLE ticket_link (
  link_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source text NOT NULL,
  item_id text NOT NULL,
  into_source text NOT NULL,
  into_id text NOT NULL,
  state_before text NOT NULL,                -- to which it returns
  at timestamptz NOT NULL,
  said_by text NOT NULL,
  undone_at timestamptz,
  undone_by text,
  CHECK ((source, item_id) <> (into_source, into_id)),
  FOREIGN KEY (source, item_id) REFERENCES ticket (source, id) ON DELETE CASCADE,
  FOREIGN KEY (into_source, into_id) REFERENCES ticket (source, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX ticket_link_current_idx ON ticket_link (source, item_id) WHERE undone_at IS NULL;
CREATE INDEX ticket_link_into_idx ON ticket_link (into_source, into_id) WHERE undone_at IS NULL;

-- Whoever met a report that stood already and follows it: a code of their own for the same ticket.
CREATE TABLE ticket_follower (
  track_hash text PRIMARY KEY,
  source text NOT NULL,
  item_id text NOT NULL,
  at timestamptz NOT NULL,
  FOREIGN KEY (source, item_id) REFERENCES ticket (source, id) ON DELETE CASCADE
);
CREATE INDEX ticket_follower_ticket_idx ON ticket_follower (source, item_id);

-- One rating for each time that it was closed (`round` counts them from 0).
CREATE TABLE ticket_rating (
  source text NOT NULL,
  item_id text NOT NULL,
  round integer NOT NULL CHECK (round >= 0),
  stars integer NOT NULL CHECK (stars BETWEEN 1 AND 5),
  comment text CHECK (length(comment) <= 1000),
  at timestamptz NOT NULL,
  PRIMARY KEY (source, item_id, round),
  FOREIGN KEY (source, item_id) REFERENCES ticket (source, id) ON DELETE CASCADE
);

-- A browser that asked to be told. Personal: it goes with the ticket, or when the browser's push service says that it is gone.
CREATE TABLE push_subscription (
  endpoint_hash text NOT NULL,
  source text NOT NULL,
  item_id text NOT NULL,
  endpoint text NOT NULL CHECK (length(endpoint) <= 2000),
  p256dh text NOT NULL,
  auth text NOT NULL,
  language text NOT NULL CHECK (language IN ('vi', 'en')),
  at timestamptz NOT NULL,
  PRIMARY KEY (endpoint_hash, source, item_id),
  FOREIGN KEY (source, item_id) REFERENCES ticket (source, id) ON DELETE CASCADE
);
CREATE INDEX push_subscription_ticket_idx ON push_subscription (source, item_id);

-- Messages to residents: written with the word that causes them, sent afterwards, tried again with a growing wait.
CREATE TABLE notification (
  notification_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source text NOT NULL,
  item_id text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('push', 'email', 'zalo')),
  recipient text NOT NULL,                   -- endpoint_hash, address or number: personal
  content jsonb NOT NULL,                    -- what it tells, in public words
  at timestamptz NOT NULL,
  next_at timestamptz NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'given-up')),
  trouble text,
  FOREIGN KEY (source, item_id) REFERENCES ticket (source, id) ON DELETE CASCADE
);
CREATE INDEX notification_waiting_idx ON notification (next_at) WHERE state = 'waiting';
CREATE INDEX notification_ticket_idx ON notification (source, item_id);

CREATE TABLE answer_template (
  template_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
  body text NOT NULL CHECK (length(body) BETWEEN 1 AND 4000),
  service_code text,                         -- null: for all
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL
);

-- Called in the transaction that writes a public word about a ticket: whoever asked to be told gets a message in the box.
-- p_kind is a word of the interface (`state`, `answer`, `apology`, `appointment`, `pause`, `picture`). The number queued.
CREATE FUNCTION tell_resident(p_source text, p_item_id text, p_kind text, p_at timestamptz) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_count integer;
BEGIN
  INSERT INTO notification (source, item_id, channel, recipient, content, at, next_at)
    SELECT source, item_id, 'push', endpoint_hash, jsonb_build_object('kind', p_kind), p_at, p_at
    FROM push_subscription WHERE source = p_source AND item_id = p_item_id;
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN v_count;
END $$;
REVOKE ALL ON FUNCTION tell_resident(text, text, text, timestamptz) FROM PUBLIC;

DO $$
BEGIN
  IF to_regrole('ioc_server') IS NOT NULL THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON report_upload, ticket_note, ticket_pause, ticket_appointment, ticket_holder,
      ticket_link, ticket_follower, ticket_rating, push_subscription, notification, answer_template TO ioc_server;
    GRANT EXECUTE ON FUNCTION tell_resident(text, text, text, timestamptz) TO ioc_server;
    GRANT UPDATE (released, released_at, released_by), DELETE ON attachment TO ioc_server;
  END IF;
END $$;
