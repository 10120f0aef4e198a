// What an instance must be, by what ingest says of its connectors: the JSON Schemas of the options, the names of the
// secrets. Ingest checks again before it runs one; here it is told at once, by field.
import type { ConnectorView, InstanceChange, NewInstance } from '@ioc/contracts/api/sources';
import type { Problem } from '@ioc/contracts/api/problem';
import { z } from 'zod';
import { ProblemException } from '../../problem.filter.ts';

type Issues = NonNullable<Problem['issues']>;
type Wanted = Pick<NewInstance, 'door' | 'options' | 'secrets'>;

/** `known`: names of secrets that are set already. Throws ProblemException 400. */
export function requireFit(
  connector: ConnectorView | undefined,
  transportId: string,
  { door, options, secrets }: Wanted | Pick<InstanceChange, 'door' | 'options' | 'secrets'>,
  known: readonly string[],
): void {
  if (!connector) throw refused([{ path: 'connector', message: 'ingest knows no such connector' }]);
  const transport = connector.transports.find(({ id }) => id === transportId);
  if (!transport) throw refused([{ path: 'transport', message: `${connector.name} does not come this way` }]);
  const fields = [...transport.secrets, ...connector.secrets];
  const names = new Set(fields.map(({ name }) => name));
  const issues = [
    ...issuesOf('door', transport.options, door),
    ...issuesOf('options', connector.options, options),
    ...Object.keys(secrets)
      .filter((name) => !names.has(name))
      .map((name) => ({ path: `secrets.${name}`, message: 'this source has no such secret' })),
    ...fields
      .filter(
        ({ name, required }) =>
          required && !(secrets[name] ?? (secrets[name] !== null && known.includes(name))),
      )
      .map(({ name }) => ({ path: `secrets.${name}`, message: 'is needed' })),
  ];
  if (issues.length) throw refused(issues);
}

function issuesOf(place: string, schema: ConnectorView['options'], value: unknown): Issues {
  // What ingest wrote down with zod reads back into zod.
  const result = z.fromJSONSchema(schema).safeParse(value);
  return (result.error?.issues ?? []).map(({ path, message }) => ({
    path: [place, ...path.map(String)].join('.'),
    message,
  }));
}

const refused = (issues: Issues) =>
  new ProblemException(400, 'the source cannot be set up like this', issues);
