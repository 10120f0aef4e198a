-- Least privilege for databases that several processes share: three roles without login, to be given to the logins of a
-- site (`CREATE ROLE ingest LOGIN PASSWORD … IN ROLE ioc_ingest`). Whoever migrates owns the tables and is none of them.
--
-- The writing functions run with the rights of their owner (SECURITY DEFINER): a process may append a fact or an audit
-- entry by the one function that keeps the rules, and has no right to the tables behind it, so that neither a mistake
-- nor an injection can revise a fact or an entry. Such a function must not be led astray by a table or operator of the
-- caller's: the search path is fixed, temporary objects last; and nobody but the roles may call it. A later CREATE OR
-- REPLACE must say SECURITY DEFINER and the search path again (roles.db.test.ts notices).
--
-- Roles belong to the whole cluster: they may be there already, and whoever migrates may not be allowed to make them.
-- Then everything works as before, with one login that owns the tables.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['ioc_ingest', 'ioc_server', 'ioc_reader'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
    EXCEPTION
      WHEN duplicate_object OR unique_violation THEN NULL;
      WHEN insufficient_privilege THEN RAISE NOTICE 'not allowed to create the role %', wanted;
    END;
  END LOOP;
END $$;

-- p_rows: [{source, id, description, contact, address}]: what is personal in a ticket, once per ticket. A function, so
-- that who writes it needs no right to read it (an upsert reads).
CREATE FUNCTION keep_personal(p_rows jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO ticket_private AS t (source, id, description, contact, address)
  SELECT source, id, description, contact, address
  FROM jsonb_to_recordset(p_rows) AS n (source text, id text, description text, contact jsonb, address text)
  ON CONFLICT (source, id) DO UPDATE SET description = excluded.description, contact = excluded.contact,
  address = excluded.address, stored_at = now()
$$;

ALTER FUNCTION append_facts(jsonb) SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION append_dead_letters(jsonb) SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION register_sources(jsonb) SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION note_sources(jsonb) SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION note_unknown_assets(jsonb) SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION append_service_figures(jsonb) SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION ring_registry(text) SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION append_audit(jsonb) SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp;

REVOKE ALL ON FUNCTION append_facts(jsonb), append_dead_letters(jsonb), register_sources(jsonb), note_sources(jsonb),
  note_unknown_assets(jsonb), append_service_figures(jsonb), ring_registry(text), append_audit(jsonb), keep_personal(jsonb), next_write(),
  ring(bigint, timestamptz, text, jsonb), refuse_audit_change() FROM PUBLIC;

-- What each may do; a role that could not be made is passed by.
CREATE FUNCTION grant_roles() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  place text := 'unit, unit_code, unit_name, unit_geometry, unit_lineage, scope_group, scope_group_member, map_layer';
  fact text := 'event, item, ticket, count_delta, count_minute, count_hour, count_day, service_figure,
    indicator_figure, source, asset, change_log, write_clock';
  own text := 'account, account_grant, recovery_code, invitation, screen, api_key, session, sign_in_token,
    scope_group, scope_group_member';
BEGIN
  IF to_regrole('ioc_ingest') IS NOT NULL THEN
    EXECUTE 'GRANT EXECUTE ON FUNCTION append_facts(jsonb), append_dead_letters(jsonb), register_sources(jsonb),
      note_sources(jsonb), note_unknown_assets(jsonb), append_service_figures(jsonb), keep_personal(jsonb)
      TO ioc_ingest';
    EXECUTE 'GRANT SELECT ON unit, unit_code, unit_name, unit_geometry, unit_lineage, asset, write_clock, change_log
      TO ioc_ingest';
    EXECUTE 'GRANT SELECT, INSERT, UPDATE ON source_cursor TO ioc_ingest';
  END IF;
  IF to_regrole('ioc_server') IS NOT NULL THEN
    EXECUTE format('GRANT SELECT ON %s, %s, attachment, dead_letter, audit_entry, audit_head, audit_clock
      TO ioc_server', place, fact);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO ioc_server', own);
    EXECUTE 'GRANT EXECUTE ON FUNCTION append_facts(jsonb), ring_registry(text), append_audit(jsonb) TO ioc_server';
    EXECUTE 'GRANT INSERT ON ticket_private, attachment, audit_head TO ioc_server';
    -- The writers'' lock is a row lock, which asks for the right to update some column; this one can only be true.
    EXECUTE 'GRANT UPDATE (singleton) ON write_clock TO ioc_server';
  END IF;
  IF to_regrole('ioc_reader') IS NOT NULL THEN
    EXECUTE format('GRANT SELECT ON %s, %s TO ioc_reader', place, fact);
  END IF;
END $$;
SELECT grant_roles();
REVOKE ALL ON FUNCTION grant_roles() FROM PUBLIC;
