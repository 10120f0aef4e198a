// One source in the form: what is typed, and the instance it says. Pure, so that what is sent can be tried without a page.
import type {
  ConnectorView,
  InstanceChange,
  InstanceView,
  NewInstance,
  SecretFieldView,
} from '@ioc/contracts/api/sources';
import type { Transport } from '@ioc/contracts/source';
import { msOfSpan, spanOfMs } from '../../../data-kit/duration.ts';
import type { Span } from '../../../data-kit/duration.ts';
import { faultOf } from './json-check.ts';
import type { Fault } from './json-check.ts';
import { optionDraft, readOptions } from './option-draft.ts';
import type { OptionDraft } from './option-draft.ts';
import { optionFields } from './option-field.ts';
import type { OptionField } from './option-field.ts';

/** Null takes a secret away; a name that is absent leaves it as it is. */
export type SecretDraft = Readonly<Record<string, string | null>>;

export interface SourceDraft {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly cadence: Span;
  readonly transport: Transport;
  readonly door: OptionDraft;
  readonly options: OptionDraft;
  readonly secrets: SecretDraft;
  readonly enabled: boolean;
}

export interface SourceForm {
  readonly door: readonly OptionField[];
  readonly options: readonly OptionField[];
  readonly doorSecrets: readonly SecretFieldView[];
  readonly secrets: readonly SecretFieldView[];
}

const ID = /^[a-z0-9][a-z0-9-]{1,58}[a-z0-9]$/;
const SHORTEST_MS = 1000;
const LONGEST_MS = 366 * 86_400_000;

/** What the form asks for this connector, coming this way. */
export function sourceForm(connector: ConnectorView, transport: Transport): SourceForm {
  const way = connector.transports.find(({ id }) => id === transport);
  return {
    door: optionFields(way?.options ?? {}),
    options: optionFields(connector.options),
    doorSecrets: way?.secrets ?? [],
    secrets: connector.secrets,
  };
}

/** `frigate`, and when that is taken `frigate-2`, `frigate-3`… */
export function freeId(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let n = 2; ; n += 1) if (!taken.has(`${wanted}-${n}`)) return `${wanted}-${n}`;
}

export function newDraft(connector: ConnectorView, taken: ReadonlySet<string>): SourceDraft {
  const { id, name, nameEn, cadenceMs } = connector.defaults;
  const free = freeId(id, taken);
  const number = free === id ? '' : ` ${free.slice(id.length + 1)}`;
  const transport = connector.transports[0]?.id ?? 'upload';
  const form = sourceForm(connector, transport);
  return {
    id: free,
    name: `${name}${number}`,
    nameEn: `${nameEn}${number}`,
    cadence: spanOfMs(cadenceMs, 'min'),
    transport,
    door: optionDraft(form.door, {}),
    options: optionDraft(form.options, {}),
    secrets: {},
    enabled: false,
  };
}

export function draftOfInstance(view: InstanceView, form: SourceForm): SourceDraft {
  const { id, name, nameEn, cadenceMs, transport, enabled } = view;
  return {
    id,
    name,
    nameEn,
    cadence: spanOfMs(cadenceMs, 'min'),
    transport,
    door: optionDraft(form.door, view.door),
    options: optionDraft(form.options, view.options),
    secrets: {},
    enabled,
  };
}

/** The same words coming another way. */
export function withTransport(
  draft: SourceDraft,
  connector: ConnectorView,
  transport: Transport,
): SourceDraft {
  const doorNames = new Set(sourceForm(connector, draft.transport).doorSecrets.map(({ name }) => name));
  const secrets = Object.fromEntries(Object.entries(draft.secrets).filter(([name]) => !doorNames.has(name)));
  return { ...draft, transport, door: optionDraft(sourceForm(connector, transport).door, {}), secrets };
}

type SourceFaults = Readonly<Record<string, Fault>>;

/** By place, in words. */
export type Errors = Readonly<Record<string, string>>;

export interface ReadSource {
  readonly instance: NewInstance;
  /** By `id`, `name`, `nameEn`, `cadence`, `door.<option>`, `options.<option>`. */
  readonly faults: SourceFaults;
  readonly idFault: 'idRule' | 'idTaken' | null;
}

const prefixed = (place: string, faults: SourceFaults): [string, Fault][] =>
  Object.entries(faults).map(([name, fault]) => [`${place}.${name}`, fault]);

const emptyFault = (name: string, value: string): [string, Fault][] =>
  value.trim() === '' ? [[name, faultOf('required')]] : [];

function cadenceFault(ms: number | null): [string, Fault][] {
  if (ms === null || (ms >= SHORTEST_MS && ms <= LONGEST_MS)) return [];
  return [['cadence', faultOf('number')]];
}

/** `stored`: the instance as it is kept; null for a new one, whose id must be free. */
export function readSource(
  draft: SourceDraft,
  connector: string,
  form: SourceForm,
  stored: InstanceView | null,
  taken: ReadonlySet<string>,
): ReadSource {
  const door = readOptions(form.door, draft.door, stored?.door);
  const options = readOptions(form.options, draft.options, stored?.options);
  const cadenceMs = msOfSpan(draft.cadence);
  const { id, transport, enabled, secrets } = draft;
  const ofId = ID.test(id) ? (taken.has(id) ? 'idTaken' : null) : 'idRule';
  return {
    instance: {
      id,
      connector,
      transport,
      name: draft.name.trim(),
      nameEn: draft.nameEn.trim(),
      cadenceMs,
      enabled,
      door: { ...door.values },
      options: { ...options.values },
      // A field that was opened and left empty changes nothing.
      secrets: Object.fromEntries(Object.entries(secrets).filter(([, typed]) => typed !== '')),
    },
    faults: Object.fromEntries([
      ...emptyFault('name', draft.name),
      ...emptyFault('nameEn', draft.nameEn),
      ...cadenceFault(cadenceMs),
      ...prefixed('door', door.faults),
      ...prefixed('options', options.faults),
    ]),
    idFault: stored === null ? ofId : null,
  };
}

/** What a change says: all of it, for options that are left out of a change are taken away. */
export function changeOf(instance: NewInstance, revision: string): InstanceChange {
  const { name, nameEn, cadenceMs, enabled, door, options, secrets } = instance;
  return { revision, name, nameEn, cadenceMs, enabled, door, options, secrets };
}

/** Switched on or off, with everything else as it is. */
export function switchedChange(view: InstanceView, enabled: boolean): InstanceChange {
  const { name, nameEn, cadenceMs, door, options, revision } = view;
  return {
    revision,
    name,
    nameEn,
    cadenceMs,
    enabled,
    door: { ...door },
    options: { ...options },
    secrets: {},
  };
}
