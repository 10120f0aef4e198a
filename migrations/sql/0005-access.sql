-- Who is signed in. Tokens and session ids are random; only their SHA-256 is kept.
CREATE TABLE session (
  id_hash text PRIMARY KEY,
  principal text NOT NULL,
  role text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX session_expires_idx ON session (expires_at);

CREATE TABLE sign_in_token (
  token_hash text PRIMARY KEY,
  role text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
