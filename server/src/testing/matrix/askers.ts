// Everybody who may ask, made by SQL, so that this test depends on no route of those it tests: nobody, each role in each
// kind of area, screens, keys, and whoever must be taken for nobody: half-way in, expired, idle, deactivated, revoked.
import { PERSON_ROLES, type Role } from '@ioc/contracts/access';
import type { Action } from '../../access/policy.ts';
import { PrincipalResolver } from '../../access/principal-resolver.ts';
import { newSecret, sha256 } from '../../access/secret.ts';
import type { TestServer } from '../test-server.ts';
import { GROUP, UNIT_A, UNIT_B } from './marks.ts';

export interface Asker {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What it holds by the intent of the test; empty: it is to be taken for nobody. */
  readonly grants: readonly { readonly role: Role; readonly scope: string }[];
  /** Of an API key; null: what its roles open. */
  readonly actions: readonly Action[] | null;
  /** A wrong or dead key is answered 401 even where everybody may. */
  readonly wrongToken: boolean;
}

interface Draft {
  readonly name: string;
  readonly kind: 'owner' | 'person' | 'screen';
  readonly grants: Asker['grants'];
  readonly step?: string;
  readonly expiresIn?: string;
  readonly seenAgo?: string;
  readonly active?: boolean;
  /** It has set up its codes, without which an administrator opens nothing. */
  readonly codes?: boolean;
  readonly revoked?: boolean;
}

const SCOPES_OF_PEOPLE = ['province', UNIT_A, UNIT_B, GROUP];
const one = (role: Role, scope: string) => [{ role, scope }];
const ADMINISTRATOR = one('administrator', 'province');

const PEOPLE: readonly Draft[] = [
  { name: 'the owner', kind: 'owner', grants: ADMINISTRATOR },
  ...PERSON_ROLES.flatMap((role) =>
    SCOPES_OF_PEOPLE.map((scope) => ({
      name: `${role} of ${scope}`,
      kind: 'person' as const,
      grants: one(role, scope),
    })),
  ),
  {
    name: 'leader of A, operator of B',
    kind: 'person',
    grants: [...one('leader', UNIT_A), ...one('operator', UNIT_B)],
  },
  { name: 'leader of a unit that is no more', kind: 'person', grants: one('leader', 'unit:gone@2020-01-01') },
  { name: 'nothing granted', kind: 'person', grants: [] },
  { name: 'screen of the province', kind: 'screen', grants: one('screen', 'province') },
  { name: 'screen of A', kind: 'screen', grants: one('screen', UNIT_A) },
];
/** With all rights in the database, and none of them good. */
const DEAD: readonly Draft[] = [
  { name: 'half-way in', kind: 'person', grants: ADMINISTRATOR, step: 'totp' },
  { name: 'about to enrol', kind: 'person', grants: ADMINISTRATOR, step: 'enrol-totp' },
  { name: 'expired', kind: 'person', grants: ADMINISTRATOR, expiresIn: '-1 second' },
  { name: 'idle', kind: 'person', grants: ADMINISTRATOR, seenAgo: '30 days' },
  { name: 'administrator without codes', kind: 'person', grants: ADMINISTRATOR, codes: false },
  { name: 'deactivated', kind: 'person', grants: ADMINISTRATOR, active: false },
  { name: 'expired owner', kind: 'owner', grants: ADMINISTRATOR, expiresIn: '-1 second' },
  { name: 'revoked screen', kind: 'screen', grants: one('screen', 'province'), revoked: true },
];

interface KeyDraft {
  readonly name: string;
  readonly actions: readonly Action[];
  readonly scope: string;
  readonly ended?: 'expires_at' | 'revoked_at';
}
const KEYS: readonly KeyDraft[] = [
  { name: 'key: events of A', actions: ['events.read'], scope: UNIT_A },
  { name: 'key: latest of B', actions: ['snapshot.read', 'stream.latest'], scope: UNIT_B },
  { name: 'key: tickets of the group', actions: ['tickets.update', 'events.read'], scope: GROUP },
  // Nobody may give these to a program; a row in the database gives nothing all the same.
  { name: 'key: people', actions: ['people.manage', 'audit.read'], scope: 'province' },
  { name: 'key: expired', actions: ['events.read'], scope: 'province', ended: 'expires_at' },
  { name: 'key: revoked', actions: ['events.read'], scope: 'province', ended: 'revoked_at' },
];

const NOBODY: Asker = { name: 'nobody', headers: {}, grants: [], actions: null, wrongToken: false };

export interface Askers {
  readonly all: readonly Asker[];
  named(name: string): Asker;
  /** Makes every session as it was: a route under test may have ended it. */
  restore(): Promise<void>;
}

export async function makeAskers(server: TestServer): Promise<Askers> {
  const sessions = [...PEOPLE, ...DEAD].map((draft, at) => ({
    draft,
    secret: newSecret(),
    id: `asker-${at}`,
  }));
  const dead = new Set(DEAD);
  for (const { draft, id } of sessions) await insertWho(server, draft, id);
  const rows = sessions.map(({ draft: { kind, step, seenAgo, expiresIn }, secret, id }) => ({
    hash: sha256(secret),
    id,
    kind,
    step,
    seenAgo,
    expiresIn,
  }));
  const restore = async () => {
    await server.sql(RESTORE, [JSON.stringify(rows)]);
    server.running.app.get(PrincipalResolver).forget();
  };
  await restore();
  const people = sessions.map(({ draft, secret }) =>
    withCookie(draft.name, secret, dead.has(draft) ? [] : draft.grants),
  );
  const admin = { authorization: `Bearer ${server.adminToken}` };
  const all: Asker[] = [
    NOBODY,
    { ...NOBODY, name: 'the admin token', headers: admin, grants: ADMINISTRATOR },
    {
      ...NOBODY,
      name: 'a made-up key',
      headers: { authorization: `Bearer ioc_${newSecret()}` },
      wrongToken: true,
    },
    withCookie('a made-up cookie', newSecret(), []),
    ...people,
    ...(await Promise.all(KEYS.map((draft, at) => insertKey(server, draft, `key-${at}`)))),
  ];
  return { all, restore, named: (name) => all.find((asker) => asker.name === name) ?? NOBODY };
}

const withCookie = (name: string, secret: string, grants: Asker['grants']): Asker => ({
  ...NOBODY,
  name,
  headers: { cookie: `ioc-session=${secret}` },
  grants,
});

async function insertWho(
  server: TestServer,
  { kind, name, grants, active, revoked, codes }: Draft,
  id: string,
) {
  if (kind === 'person') {
    await server.sql(
      `INSERT INTO account (id, login, name, origin, active, created_by, totp_confirmed_at)
       VALUES ($1, $1, $2, 'local', $3, 'test', $4)`,
      [id, name, active ?? true, codes === false ? null : new Date()],
    );
    for (const { role, scope } of grants)
      await server.sql('INSERT INTO account_grant (account_id, role, scope) VALUES ($1, $2, $3)', [
        id,
        role,
        scope,
      ]);
  }
  if (kind === 'screen')
    await server.sql(
      `INSERT INTO screen (id, name, token_hash, scope, scenes, created_by, revoked_at)
       VALUES ($1, $2, $1, $3, '{}', 'test', $4)`,
      [id, name, grants[0]?.scope, revoked ? new Date() : null],
    );
}

const RESTORE = `
  INSERT INTO session (id_hash, handle, kind, account_id, screen_id, step, last_seen_at, expires_at)
  SELECT hash, 'asker-' || gen_random_uuid(), kind, CASE kind WHEN 'person' THEN id END, CASE kind WHEN 'screen' THEN id END,
    coalesce(step, 'open'), now() - coalesce("seenAgo", '0')::interval, now() + coalesce("expiresIn", '1 hour')::interval
  FROM jsonb_to_recordset($1::jsonb) AS s (hash text, id text, kind text, step text, "seenAgo" text, "expiresIn" text)
  ON CONFLICT (id_hash) DO UPDATE SET expires_at = excluded.expires_at, last_seen_at = excluded.last_seen_at`;

async function insertKey(
  server: TestServer,
  { name, actions, scope, ended }: KeyDraft,
  id: string,
): Promise<Asker> {
  const secret = `ioc_${newSecret()}`;
  const past = new Date(Date.now() - 60_000);
  await server.sql(
    `INSERT INTO api_key (id, name, key_hash, hint, actions, scopes, created_by, expires_at, revoked_at)
     VALUES ($1, $2, $3, 'ioc_', $4, $5, 'test', $6, $7)`,
    [
      id,
      name,
      sha256(secret),
      actions,
      [scope],
      ended === 'expires_at' ? past : null,
      ended === 'revoked_at' ? past : null,
    ],
  );
  return {
    name,
    headers: { authorization: `Bearer ${secret}` },
    grants: ended ? [] : [{ role: 'public', scope }],
    actions: ended ? [] : actions,
    wrongToken: ended !== undefined,
  };
}
