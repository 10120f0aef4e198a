// A row of `source_instance` made ready to run: options checked, secrets opened, its connector speaking for its source.
// What does not fit is told in a sentence and the instance does not run; its neighbours do.
import type { Transport } from '@ioc/contracts/source';
import type { z } from 'zod';
import type { Connector, ConnectorKind, Secrets } from '../connector.ts';
import { DOORS } from '../transports/door-options.ts';
import { describeIssues } from '../wire/json.ts';

export interface InstanceRow {
  readonly id: string;
  readonly connector: string;
  readonly transport: Transport;
  readonly name: string;
  readonly nameEn: string;
  readonly cadenceMs: number | null;
  readonly enabled: boolean;
  readonly door: unknown;
  readonly options: unknown;
  readonly problem: string | null;
  readonly revision: string;
  readonly secrets: readonly SealedSecret[];
}

export interface SealedSecret {
  readonly name: string;
  readonly sealed: Buffer;
}

export interface Instance {
  readonly id: string;
  readonly revision: string;
  readonly transport: Transport;
  readonly connector: Connector;
  readonly door: Readonly<Record<string, unknown>>;
  /** As the connector was given them. */
  readonly options: unknown;
  /** What it takes or asks, and as whom: of two that say the same, the second would find nothing or count all twice. */
  readonly reach: string | null;
  readonly secrets: Secrets;
}

/** Why an instance cannot run; its message is for the administrator. */
export class InstanceProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InstanceProblem';
  }
}

export type OpenSecret = (sealed: Buffer, source: string, name: string) => string | null;

/** Throws InstanceProblem. */
export function instanceOf(
  row: InstanceRow,
  connectors: readonly ConnectorKind[],
  openSecret: OpenSecret,
): Instance {
  const kind = connectors.find(({ id }) => id === row.connector);
  if (!kind) throw new InstanceProblem(`no connector is called ${row.connector}`);
  if (!kind.transports.includes(row.transport))
    throw new InstanceProblem(`${kind.id} does not come by ${row.transport}`);
  const doorKind = DOORS[row.transport];
  const door = checked(doorKind.options, row.door);
  const read = checked(kind.optionsSchema, row.options);
  const secrets = openAll(row, openSecret);
  for (const { name, required } of [...doorKind.secrets, ...kind.secrets])
    if (required && !secrets[name]) throw new InstanceProblem(`the secret ${name} is not set`);
  const { id, revision, transport, name, nameEn, cadenceMs, options } = row;
  const connector = kind.instance({ source: { id, name, nameEn, cadenceMs }, options, secrets });
  const reach = ADDRESSED.has(transport) ? null : JSON.stringify([kind.id, transport, door, read, secrets]);
  return { id, revision, transport, connector, door, options, secrets, reach };
}

/** Whoever sends names the source. */
const ADDRESSED: ReadonlySet<Transport> = new Set(['webhook', 'upload']);

function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value ?? {});
  if (!result.success) throw new InstanceProblem(`options: ${describeIssues(result.error)}`);
  return result.data;
}

function openAll({ id, secrets }: InstanceRow, openSecret: OpenSecret): Secrets {
  const opened = secrets.map(({ name, sealed }) => {
    const text = openSecret(sealed, id, name);
    if (text === null)
      throw new InstanceProblem(`the secret ${name} was sealed for another key: set it again`);
    return [name, text] as const;
  });
  return Object.fromEntries(opened);
}
