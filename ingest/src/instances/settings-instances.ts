// The instances that need no page: those that wait at the doors from the first start on, and those of the settings.
import { hash } from 'node:crypto';
import type { Transport } from '@ioc/contracts/source';
import type { Settings } from '../config.ts';
import type { ConnectorKind } from '../connector.ts';

export interface InstanceDraft {
  readonly id: string;
  readonly connector: string;
  readonly transport: Transport;
  readonly name: string;
  readonly nameEn: string;
  readonly cadenceMs: number | null;
  readonly door: object;
  readonly options: object;
}

/** One of each connector that waits at a door or for files; made once, then the province's own to change or take away. */
export function seeds(connectors: readonly ConnectorKind[]): InstanceDraft[] {
  return connectors.flatMap((kind) => {
    const [transport] = kind.transports;
    return transport && WAITING.has(transport) ? [draft(kind, transport, {})] : [];
  });
}

const WAITING: ReadonlySet<Transport> = new Set(['mqtt', 'syslog', 'upload']);

type Sources = Pick<
  Settings,
  | 'IOC_EVE_FILE'
  | 'IOC_HOTLINE_URL'
  | 'IOC_PORTAL_URL'
  | 'IOC_PRESS_URL'
  | 'IOC_WARNINGS_URL'
  | 'IOC_STATISTICS_URL'
  | 'IOC_POLL_MS'
>;

const STATISTICS = {
  id: 'statistics',
  name: 'Số liệu của các sở, ngành',
  nameEn: 'Figures of the departments',
} as const;

/** Kept as the settings say at every start; pages show them and change nothing. */
export function settingsInstances(settings: Sources, connectors: readonly ConnectorKind[]): InstanceDraft[] {
  const kind = (id: string) => connectors.find((candidate) => candidate.id === id);
  const polled = (connector: ConnectorKind | undefined, url: string | undefined) =>
    connector && url ? [draft(connector, 'poll', { url, everyMs: settings.IOC_POLL_MS })] : [];
  return [
    ...polled(kind('open311'), settings.IOC_HOTLINE_URL),
    ...polled(kind('service-portal'), settings.IOC_PORTAL_URL),
    ...polled(kind('rss'), settings.IOC_PRESS_URL),
    ...polled(kind('cap'), settings.IOC_WARNINGS_URL),
    // Apart from the figures that people upload: those are the source of the seeds.
    ...statisticsOf(polled(kind('indicators'), settings.IOC_STATISTICS_URL)),
    ...fileOf(kind('suricata-eve'), settings.IOC_EVE_FILE),
  ];
}

const statisticsOf = ([base]: readonly InstanceDraft[]): InstanceDraft[] =>
  base ? [{ ...base, ...STATISTICS }] : [];

function fileOf(kind: ConnectorKind | undefined, path: string | undefined): InstanceDraft[] {
  if (!kind || !path) return [];
  const base = draft(kind, 'file', { path });
  // Another file is another source: its lines are not those of the door.
  const id = `${base.id}-file-${hash('sha256', path, 'hex').slice(0, 6)}`;
  return [{ ...base, id, name: `${base.name}, tệp`, nameEn: `${base.nameEn}, file` }];
}

function draft(
  { id: connector, defaults }: ConnectorKind,
  transport: Transport,
  door: object,
): InstanceDraft {
  const { id, name, nameEn, cadenceMs } = defaults;
  return { id, connector, transport, name, nameEn, cadenceMs, door, options: {} };
}
