-- The resident's door: files go with their tickets, what is personal goes with its class, and whoever asked to be told is
-- told, by browser, e-mail or Zalo, also when the word is of a ticket that theirs was merged into.

-- Open tickets by where they lie, for "already reported near here?".
CREATE INDEX item_open_ticket_place_idx ON item (lat, lon) WHERE kind = 'ticket' AND NOT closed AND lat IS NOT NULL;

-- A file whose row is gone; the server removes it from its disk and then from here.
CREATE TABLE file_leaving (
  file text PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now()
);

CREATE FUNCTION note_file_leaving() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO file_leaving (file)
  VALUES (CASE TG_TABLE_NAME WHEN 'attachment' THEN to_jsonb(OLD)->>'file' ELSE 'incoming/' || (to_jsonb(OLD)->>'id') END)
  ON CONFLICT (file) DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER attachment_leaving AFTER DELETE ON attachment FOR EACH ROW EXECUTE FUNCTION note_file_leaving();
CREATE TRIGGER report_upload_leaving AFTER DELETE ON report_upload FOR EACH ROW WHEN (OLD.state = 'waiting')
  EXECUTE FUNCTION note_file_leaving();

-- With the ticket, as everything else of it; what its ticket left behind goes now.
DELETE FROM attachment a WHERE NOT EXISTS (SELECT FROM ticket t WHERE t.source = a.source AND t.id = a.item_id);
ALTER TABLE attachment ADD CONSTRAINT attachment_ticket_fkey
  FOREIGN KEY (source, item_id) REFERENCES ticket (source, id) ON DELETE CASCADE;
CREATE INDEX attachment_stored_idx ON attachment (stored_at);

CREATE FUNCTION retire_attachment(p_horizon timestamptz, p_rows integer) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_removed bigint;
BEGIN
  DELETE FROM attachment WHERE id IN (
    SELECT a.id FROM attachment a WHERE a.stored_at < p_horizon ORDER BY a.stored_at LIMIT p_rows
  );
  GET DIAGNOSTICS v_removed = ROW_COUNT;
  RETURN v_removed;
END $$;
UPDATE retention_class SET applied = true WHERE class = 'attachment';

-- What is personal beside ticket_private: where to tell it, and what the resident wrote afterwards. Each from its own
-- table, which is short, to the closing of its ticket.
CREATE FUNCTION retire_personal(p_horizon timestamptz, p_rows integer) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_removed bigint := 0;
  v_count bigint;
BEGIN
  DELETE FROM ticket_private p USING (
    SELECT t.source, t.id FROM ticket t JOIN ticket_private n ON n.source = t.source AND n.id = t.id
    WHERE t.closed_at < p_horizon LIMIT p_rows
  ) old WHERE p.source = old.source AND p.id = old.id;
  GET DIAGNOSTICS v_count = ROW_COUNT;
  v_removed := v_removed + v_count;
  DELETE FROM notification WHERE notification_id IN (
    SELECT n.notification_id FROM notification n JOIN ticket t ON t.source = n.source AND t.id = n.item_id
    WHERE t.closed_at < p_horizon LIMIT p_rows);
  GET DIAGNOSTICS v_count = ROW_COUNT;
  v_removed := v_removed + v_count;
  DELETE FROM push_subscription p USING (
    SELECT s.endpoint_hash, s.source, s.item_id FROM push_subscription s
    JOIN ticket t ON t.source = s.source AND t.id = s.item_id WHERE t.closed_at < p_horizon LIMIT p_rows
  ) old WHERE p.endpoint_hash = old.endpoint_hash AND p.source = old.source AND p.item_id = old.item_id;
  GET DIAGNOSTICS v_count = ROW_COUNT;
  v_removed := v_removed + v_count;
  DELETE FROM ticket_note WHERE note_id IN (
    SELECT n.note_id FROM ticket_note n JOIN ticket t ON t.source = n.source AND t.id = n.item_id
    WHERE n.kind = 'resident' AND t.closed_at < p_horizon LIMIT p_rows);
  GET DIAGNOSTICS v_count = ROW_COUNT;
  v_removed := v_removed + v_count;
  UPDATE ticket_rating r SET comment = NULL FROM (
    SELECT n.source, n.item_id, n.round FROM ticket_rating n JOIN ticket t ON t.source = n.source AND t.id = n.item_id
    WHERE n.comment IS NOT NULL AND t.closed_at < p_horizon LIMIT p_rows
  ) old WHERE r.source = old.source AND r.item_id = old.item_id AND r.round = old.round;
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN v_removed + v_count;
END $$;
CREATE INDEX ticket_note_resident_idx ON ticket_note (note_id) WHERE kind = 'resident';
CREATE INDEX ticket_rating_comment_idx ON ticket_rating (source, item_id) WHERE comment IS NOT NULL;

-- As in 0022, but that what is personal has a function of its own, and things take what hangs on their tickets along.
CREATE OR REPLACE FUNCTION retention_slice(p_class text, p_horizon timestamptz, p_rows integer, OUT removed bigint,
  OUT unit text)
LANGUAGE plpgsql AS $$
BEGIN
  unit := 'row';
  CASE p_class
    WHEN 'event' THEN
      WITH old AS MATERIALIZED (
        SELECT source, id FROM item WHERE first_observed_at < p_horizon ORDER BY first_observed_at LIMIT p_rows
      ), private AS (
        DELETE FROM ticket_private p USING old o WHERE p.source = o.source AND p.id = o.id
      ), tickets AS (
        DELETE FROM ticket t USING old o WHERE t.source = o.source AND t.id = o.id
      )
      DELETE FROM item i USING old o WHERE i.source = o.source AND i.id = o.id;
      GET DIAGNOSTICS removed = ROW_COUNT;
      -- Things go before their history, so that none points at nothing.
      IF removed = 0 THEN
        removed := drop_oldest_chunk('event', p_horizon);
        unit := 'chunk';
      END IF;
    WHEN 'count' THEN
      removed := drop_oldest_chunk('count_delta', p_horizon);
      unit := 'chunk';
    WHEN 'change-log' THEN
      removed := drop_oldest_chunk('change_log', p_horizon);
      unit := 'chunk';
    WHEN 'dead-letter' THEN
      DELETE FROM dead_letter WHERE id IN (
        SELECT d.id FROM dead_letter d WHERE d.last_received_at < p_horizon ORDER BY d.last_received_at LIMIT p_rows
      );
      GET DIAGNOSTICS removed = ROW_COUNT;
    ELSE
      EXECUTE format('SELECT %I($1, $2)', 'retire_' || replace(p_class, '-', '_')) INTO removed USING p_horizon, p_rows;
  END CASE;
END $$;

-- Who is to be told about a ticket: whoever follows it or one that was merged into it, by the ways they asked for. A
-- message that waits already says as much, so a burst of words is one message to each, and the box stays bounded. With the
-- rights of its owner: the server may not read what residents left to be reached by, and need not.
CREATE OR REPLACE FUNCTION tell_resident(p_source text, p_item_id text, p_kind text, p_at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_count integer;
BEGIN
  WITH about AS (
    SELECT p_source AS source, p_item_id AS item_id
    UNION
    SELECT l.source, l.item_id FROM ticket_link l
    WHERE l.into_source = p_source AND l.into_id = p_item_id AND l.undone_at IS NULL
  ), wanted AS (
    SELECT s.source, s.item_id, 'push' AS channel, s.endpoint_hash AS recipient, s.language
    FROM about a JOIN push_subscription s ON s.source = a.source AND s.item_id = a.item_id
    UNION
    SELECT p.source, p.id, w.channel, w.recipient, coalesce(p.contact->>'language', 'vi')
    FROM about a JOIN ticket_private p ON p.source = a.source AND p.id = a.item_id
    CROSS JOIN LATERAL (VALUES ('email', p.contact->>'email'), ('zalo', p.contact->>'phone')) AS w (channel, recipient)
    WHERE p.contact->>'notify' = 'yes' AND w.recipient IS NOT NULL
  )
  INSERT INTO notification (source, item_id, channel, recipient, content, at, next_at)
  SELECT w.source, w.item_id, w.channel, w.recipient, jsonb_build_object('kind', p_kind, 'language', w.language), p_at, p_at
  FROM wanted w
  WHERE NOT EXISTS (
    SELECT FROM notification n WHERE n.source = w.source AND n.item_id = w.item_id AND n.channel = w.channel
      AND n.recipient = w.recipient AND n.state = 'waiting' AND n.content->>'kind' = p_kind
  );
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN v_count;
END $$;
CREATE INDEX notification_done_idx ON notification (at) WHERE state <> 'waiting';

REVOKE ALL ON FUNCTION retire_attachment(timestamptz, integer), retire_personal(timestamptz, integer),
  note_file_leaving() FROM PUBLIC;
DO $$
BEGIN
  IF to_regrole('ioc_server') IS NOT NULL THEN
    GRANT SELECT, INSERT, DELETE ON file_leaving TO ioc_server;
    GRANT EXECUTE ON FUNCTION note_file_leaving() TO ioc_server;
  END IF;
END $$;
