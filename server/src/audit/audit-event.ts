// An event becomes the JSON that `append_audit` hashes. Whatever a stranger typed may be in it (a login, an address of a
// page), so it is made fit for the database, kept short, and fields that are named like secrets lose their value.
import type { Principal } from '../access/principal.ts';

export interface AuditEvent {
  readonly principal: AuditActor;
  /** An action of the policy table, or a word such as `sign-in`. */
  readonly action: string;
  readonly outcome: 'done' | 'refused' | 'failed';
  readonly target?: string | null;
  readonly address?: string | null;
  readonly correlationId?: string | null;
  /** Never a secret. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface AuditActor {
  readonly kind: Principal['kind'] | 'system';
  readonly id: string;
  readonly name: string;
}

/** The server itself: what nobody asked for. */
export const SYSTEM: AuditActor = { kind: 'system', id: 'system', name: 'system' };

const TARGET_CHARACTERS = 400;
const NAME_CHARACTERS = 200;
const DETAIL_CHARACTERS = 8_000;
const SECRET_NAME = /passw|secret|token|cookie|authorization|recovery|totp|^code$|^key$/i;

/** JSON for `append_audit`. */
export const entriesText = (events: readonly AuditEvent[]): string => JSON.stringify(events.map(toEntry));

const toEntry = ({ principal, action, outcome, target, address, correlationId, detail }: AuditEvent) => ({
  actorKind: principal.kind,
  actorId: storable(principal.id, NAME_CHARACTERS),
  actorName: storable(principal.name, NAME_CHARACTERS),
  action: storable(action, NAME_CHARACTERS),
  outcome,
  target: target == null ? null : storable(target, TARGET_CHARACTERS),
  address: address == null ? null : storable(address, NAME_CHARACTERS),
  correlationId: correlationId == null ? null : storable(correlationId, NAME_CHARACTERS),
  detail: toDetail(detail ?? {}),
});

function toDetail(detail: Readonly<Record<string, unknown>>): unknown {
  const text = JSON.stringify(detail, (name, value: unknown) => cleaned(name, value));
  if (text.length > DETAIL_CHARACTERS) return { cut: true, begins: storable(text, DETAIL_CHARACTERS / 2) };
  return JSON.parse(text);
}

function cleaned(name: string, value: unknown): unknown {
  if (typeof value === 'string') return SECRET_NAME.test(name) ? '[cut]' : storable(value, DETAIL_CHARACTERS);
  if (typeof value === 'bigint') return String(value);
  return value;
}

/** PostgreSQL's JSON takes neither NUL nor half a character. */
const storable = (text: string, characters: number): string =>
  text.slice(0, characters).replaceAll(/\0|\p{Surrogate}/gu, '\uFFFD');
