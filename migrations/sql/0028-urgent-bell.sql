-- A second bell, for what must not wait for a tick (S5): something critical, a step of an alert. Everything else is shown
-- at ticks anyway, so the hub reads it right before them, some few times a second, however many writes there are. With one
-- bell for all it had to look after each write whether this was the one. Rings that say the same are one in a transaction.
-- A condition beside the trigger costs a comparison for each row that is none.
CREATE FUNCTION ring_urgent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NOTIFY ioc_urgent;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION ring_urgent() FROM PUBLIC;
CREATE TRIGGER event_urgent AFTER INSERT ON event FOR EACH ROW
  WHEN (NEW.severity = 'critical' AND NOT NEW.late) EXECUTE FUNCTION ring_urgent();
CREATE TRIGGER alert_step_urgent AFTER INSERT ON alert_step FOR EACH ROW EXECUTE FUNCTION ring_urgent();
