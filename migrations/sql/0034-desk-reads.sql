-- What the desk of tickets reads.
CREATE INDEX item_ticket_idx ON item (first_observed_at DESC, source DESC, id DESC) WHERE kind = 'ticket';
-- The queue: open ones, the soonest first.
CREATE INDEX ticket_open_due_idx ON ticket (due_at) WHERE closed_at IS NULL;

-- Words without their accents and in one case, so that "den duong" finds "Đèn đường".
CREATE FUNCTION folded(p_text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT translate(regexp_replace(normalize(lower(p_text), NFD), '[\u0300-\u036F]', '', 'g'), 'đ', 'd')
$$;
REVOKE ALL ON FUNCTION folded(text) FROM PUBLIC;

-- What a resident wrote, of one ticket. A function and not the right to the table, so that no query of the server can list
-- what is personal: it answers this masked, and in full only with a reason that is in the audit trail.
CREATE FUNCTION read_personal(p_source text, p_id text)
RETURNS TABLE (description text, contact jsonb, address text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT description, contact, address FROM ticket_private WHERE source = p_source AND id = p_id
$$;
REVOKE ALL ON FUNCTION read_personal(text, text) FROM PUBLIC;

DO $$
BEGIN
  IF to_regrole('ioc_server') IS NOT NULL THEN
    GRANT EXECUTE ON FUNCTION folded(text), read_personal(text, text) TO ioc_server;
  END IF;
END $$;
