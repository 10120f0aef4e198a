-- Closed alerts are kept as long as events, with their steps and raw alarms; an open one is never removed.
-- A class that comes later brings a function of its own, retire_<class>(horizon, rows), and needs no change here.
CREATE INDEX alert_closed_idx ON alert (closed_at) WHERE closed_at IS NOT NULL;

CREATE FUNCTION retire_alert(p_horizon timestamptz, p_rows integer) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_removed bigint;
BEGIN
  WITH old AS MATERIALIZED (
    SELECT id FROM alert WHERE closed_at < p_horizon ORDER BY closed_at LIMIT greatest(1, p_rows / 10)
  ), members AS (
    DELETE FROM alert_member m USING old o WHERE m.alert_id = o.id
  ), steps AS (
    DELETE FROM alert_step s USING old o WHERE s.alert_id = o.id
  )
  DELETE FROM alert a USING old o WHERE a.id = o.id;
  GET DIAGNOSTICS v_removed = ROW_COUNT;
  RETURN v_removed;
END $$;

-- As in 0013, but for the last branch.
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
    WHEN 'personal' THEN
      DELETE FROM ticket_private p USING (
        SELECT t.source, t.id FROM ticket t JOIN ticket_private n ON n.source = t.source AND n.id = t.id
        WHERE t.closed_at < p_horizon LIMIT p_rows
      ) old WHERE p.source = old.source AND p.id = old.id;
      GET DIAGNOSTICS removed = ROW_COUNT;
    WHEN 'dead-letter' THEN
      DELETE FROM dead_letter WHERE id IN (
        SELECT d.id FROM dead_letter d WHERE d.last_received_at < p_horizon ORDER BY d.last_received_at LIMIT p_rows
      );
      GET DIAGNOSTICS removed = ROW_COUNT;
    ELSE
      EXECUTE format('SELECT %I($1, $2)', 'retire_' || replace(p_class, '-', '_')) INTO removed USING p_horizon, p_rows;
  END CASE;
END $$;

INSERT INTO retention_class (class, keep, least, applied, what) VALUES
  ('alert', '24 months', '60 days', true, 'closed alerts with their steps and raw alarms, from their closing');

REVOKE ALL ON FUNCTION retire_alert(timestamptz, integer) FROM PUBLIC;
