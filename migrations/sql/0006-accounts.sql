-- Who may sign in and what they may do, where. A right is a role for a scope; nothing here holds a secret that could be
-- used as it is: passwords are argon2id, tokens and codes are SHA-256 of random words, TOTP secrets are sealed by a key
-- that lies in the data directory and not in the database.
-- Whoever was signed in signs in again: sessions now belong to somebody.
DROP TABLE session;

CREATE TABLE account (
  id text PRIMARY KEY,
  login text NOT NULL UNIQUE,                -- NFKC, lower case
  name text NOT NULL,
  email text,
  language text NOT NULL DEFAULT 'vi' CHECK (language IN ('vi', 'en')),
  origin text NOT NULL CHECK (origin IN ('local', 'oidc', 'demo')),
  password_hash text,                        -- argon2id in PHC form; null: not invited in yet, or by the identity provider
  issuer text,                               -- OIDC: who vouches, and whom it means
  subject text,
  totp_secret bytea,                         -- sealed
  totp_confirmed_at timestamptz,             -- null: not asked for
  totp_pending bytea,                        -- sealed; takes the place of totp_secret once a code proves that it arrived
  totp_step bigint,                          -- the last time step a code was taken for: no code is good twice
  failures integer NOT NULL DEFAULT 0,       -- wrong passwords and codes since the last right one
  locked_until timestamptz,
  active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by text NOT NULL,
  signed_in_at timestamptz,
  CHECK ((issuer IS NULL) = (subject IS NULL))
);
CREATE UNIQUE INDEX account_subject_idx ON account (issuer, subject) WHERE issuer IS NOT NULL;

CREATE TABLE account_grant (
  account_id text NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('administrator', 'operator', 'leader', 'data-officer', 'reporter')),
  scope text NOT NULL CHECK (scope ~ '^(province|unit:[^\s:]+|group:[^\s:]+)$'),
  CONSTRAINT account_grant_pkey PRIMARY KEY (account_id, role, scope)
);

CREATE TABLE recovery_code (
  account_id text NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  code_hash text NOT NULL,
  used_at timestamptz,
  CONSTRAINT recovery_code_pkey PRIMARY KEY (account_id, code_hash)
);

CREATE TABLE invitation (
  token_hash text PRIMARY KEY,
  account_id text NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  purpose text NOT NULL CHECK (purpose IN ('invite', 'reset')),
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by text NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX invitation_account_idx ON invitation (account_id);

-- A wall, a kiosk: no person, a token that can be taken back.
CREATE TABLE screen (
  id text PRIMARY KEY,
  name text NOT NULL,
  token_hash text NOT NULL UNIQUE,
  scope text NOT NULL CHECK (scope ~ '^(province|unit:[^\s:]+|group:[^\s:]+)$'),
  scenes text[] NOT NULL,                    -- empty: every scene
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by text NOT NULL,
  seen_at timestamptz,
  revoked_at timestamptz
);

-- A program: what it may do, where, and until when.
CREATE TABLE api_key (
  id text PRIMARY KEY,
  name text NOT NULL,
  key_hash text NOT NULL UNIQUE,
  hint text NOT NULL,                        -- how the key begins, to recognise it
  actions text[] NOT NULL,
  scopes text[] NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by text NOT NULL,
  expires_at timestamptz,
  used_at timestamptz,
  revoked_at timestamptz
);

CREATE TABLE session (
  id_hash text PRIMARY KEY,
  handle text NOT NULL UNIQUE,               -- its name in lists; good for ending it, not for using it
  kind text NOT NULL CHECK (kind IN ('owner', 'person', 'screen')),
  account_id text REFERENCES account (id) ON DELETE CASCADE,
  screen_id text REFERENCES screen (id) ON DELETE CASCADE,
  step text NOT NULL DEFAULT 'open' CHECK (step IN ('open', 'totp', 'enrol-totp')),  -- half-way in opens nothing
  address text,
  agent text,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  CHECK ((kind = 'person') = (account_id IS NOT NULL)),
  CHECK ((kind = 'screen') = (screen_id IS NOT NULL))
);
CREATE INDEX session_expires_idx ON session (expires_at);
CREATE INDEX session_account_idx ON session (account_id);
CREATE INDEX session_screen_idx ON session (screen_id);
