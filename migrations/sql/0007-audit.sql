-- What people and programs did: append-only, each entry bound to the one before. `body` is the very text that was
-- hashed; the columns beside it repeat parts of it for filters, and `audit:verify` compares them with it.
CREATE TABLE audit_clock (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  seq bigint NOT NULL,
  hash bytea NOT NULL
);
-- The chain begins with the hash of nothing.
INSERT INTO audit_clock (seq, hash) VALUES (0, sha256(''));

CREATE TABLE audit_entry (
  seq bigint PRIMARY KEY,
  at timestamptz NOT NULL,
  actor_kind text NOT NULL,
  actor_id text NOT NULL,
  actor_name text NOT NULL,
  action text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('done', 'refused', 'failed')),
  target text,
  body text NOT NULL,
  hash bytea NOT NULL                        -- sha256(hash of seq - 1 || body in UTF-8)
);
CREATE INDEX audit_entry_at_idx ON audit_entry (at DESC, seq DESC);
CREATE INDEX audit_entry_actor_idx ON audit_entry (actor_id, seq DESC);
CREATE INDEX audit_entry_action_idx ON audit_entry (action, seq DESC);

-- The signed heads, as the lines that stand in the file `audit-heads.jsonl` too: neither can be cut short unseen while
-- the other is whole. `n` counts the lines of one machine's file; a key belongs to one machine.
CREATE TABLE audit_head (
  key text NOT NULL,                         -- fingerprint of the public key
  n bigint NOT NULL,
  seq bigint NOT NULL,                       -- of the entry it speaks of
  line text NOT NULL,
  CONSTRAINT audit_head_pkey PRIMARY KEY (key, n)
);
CREATE INDEX audit_head_seq_idx ON audit_head (seq);

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_head_append_only BEFORE UPDATE OR DELETE ON audit_head
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON audit_head
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_clock_stays BEFORE DELETE ON audit_clock
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_clock_no_truncate BEFORE TRUNCATE ON audit_clock
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- Appends entries in their order, inside the caller's transaction; the row lock of the clock makes writers take turns.
-- Who takes the writers' lock of the facts too takes that one first.
-- An entry: {actorKind, actorId, actorName, action, outcome, target, address, correlationId, detail}.
-- Answers the last seq and its hash.
CREATE FUNCTION append_audit(entries jsonb) RETURNS TABLE (last_seq bigint, last_hash bytea)
LANGUAGE plpgsql AS $$
DECLARE
  entry jsonb;
  moment timestamptz;
  text_body text;
BEGIN
  SELECT seq, hash INTO last_seq, last_hash FROM audit_clock FOR UPDATE;
  moment := clock_timestamp();
  FOR entry IN SELECT value FROM jsonb_array_elements(entries) LOOP
    last_seq := last_seq + 1;
    text_body := (entry || jsonb_build_object(
      'seq', last_seq,
      'at', to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))::text;
    last_hash := sha256(last_hash || convert_to(text_body, 'UTF8'));
    INSERT INTO audit_entry (seq, at, actor_kind, actor_id, actor_name, action, outcome, target, body, hash)
    VALUES (last_seq, moment, entry ->> 'actorKind', entry ->> 'actorId', entry ->> 'actorName', entry ->> 'action',
      entry ->> 'outcome', entry ->> 'target', text_body, last_hash);
  END LOOP;
  UPDATE audit_clock SET seq = last_seq, hash = last_hash;
  RETURN NEXT;
END $$;
