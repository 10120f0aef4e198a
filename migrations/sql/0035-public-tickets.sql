-- What residents reported, newest first: Open311 and the open data read it by its time, and the hotline's calls, which are
-- many more, lie in between.
CREATE INDEX ticket_public_idx ON ticket (opened_at DESC, id DESC) WHERE source IN ('field-report', 'open311');
-- The public figures count the calls too, over weeks.
CREATE INDEX ticket_opened_idx ON ticket (opened_at);
