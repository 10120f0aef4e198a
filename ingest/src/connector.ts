// What a source is to the rest of ingest: a name, a promise about its rhythm, and a pure function from bytes to drafts
// of facts. A connector opens nothing and keeps nothing; transports bring bytes, the pipeline stores drafts.
import type { TicketFact } from '@ioc/contracts/fact';
import type { ServiceCounts } from '@ioc/contracts/service-figure';
import type { Transport } from '@ioc/contracts/source';
import type { Domain, Kind, Severity } from '@ioc/contracts/words';
import type { z } from 'zod';
import type { Reject } from './wire/reject.ts';
import type { SecretKeeper } from './wire/secret-keeper.ts';

/** One message as a transport delivers it. */
export interface Message {
  /** MQTT topic, `syslog:<peer>`, file path or URL. */
  readonly address: string;
  /** The bytes as they came: what a dead letter keeps. */
  readonly payload: Buffer;
  /** The bytes without the transport's envelope: what a connector reads. */
  readonly body: Buffer;
  /** The sender's name in the envelope, where the envelope has one: it may say anything. */
  readonly sender?: string;
  /** The address the bytes came from, where the transport has one (syslog, webhooks). */
  readonly peer?: string;
  /** Whom the door has let in by name and password. */
  readonly login?: Login;
  /** Severity and program of a syslog envelope. */
  readonly syslog?: SyslogEnvelope;
  readonly receivedAt: string;
}

/** A credential speaks for one source. */
export interface Login {
  readonly source: string;
  /** A device may write only under topics that begin with this name and a slash. */
  readonly ownTopics?: string;
}

export interface SyslogEnvelope {
  /** 0 (worst) to 7. */
  readonly severity: number;
  readonly facility: number;
  readonly host: string | null;
  readonly app: string | null;
  /** As the sender wrote it: RFC 5424 with zone, RFC 3164 without year and zone; null when absent. */
  readonly timestamp: string | null;
}

/** A fact before the pipeline added what only it knows: clocks checked, place, unit. */
export interface FactDraft {
  readonly id: string;
  readonly kind: Kind;
  /** Null for events; see M3. */
  readonly wordKey: string | null;
  readonly wordAt: string | null;
  readonly observedAt: string;
  readonly type: string;
  readonly domain: Domain;
  readonly severity: Severity;
  readonly asset: AssetName | null;
  /** Where the source itself says it is; null leaves it to the asset registry. */
  readonly point: readonly [lon: number, lat: number] | null;
  readonly reportedUnit: string | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly state: string;
  readonly closed: boolean;
  readonly data: Readonly<Record<string, unknown>>;
  /** A state that the source repeats without a stamp of its own: only another state than the last is passed on. */
  readonly standing?: true;
  readonly ticket?: TicketFact;
  /** Personal data of a ticket; stored apart, in the same transaction. */
  readonly personal?: TicketPersonal;
}

export interface TicketPersonal {
  readonly description: string | null;
  readonly address: string | null;
  readonly contact: Readonly<Record<string, string>> | null;
}

export interface AssetName {
  readonly externalId: string;
  readonly kind: 'camera' | 'sensor';
}

/** A service-portal row; the pipeline adds the unit valid at `periodEnd`. */
export interface FigureDraft {
  /** Null where the source names the unit instead. */
  readonly unitCode: string | null;
  readonly unitName?: string;
  /** Where in its file it stands; not stored. */
  readonly place?: string;
  readonly procedureCode: string;
  readonly level: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly asOf: string;
  readonly wordKey: string;
  readonly figures: ServiceCounts;
  readonly sumDifference: number | null;
}

/** A value of an indicator as somebody stated it; the pipeline adds the unit valid at `periodEnd`. */
export interface IndicatorDraft {
  readonly indicator: string;
  readonly label: string;
  readonly labelEn: string | null;
  /** Of the unit: its code, else its name, else the whole province is meant. */
  readonly unitCode: string | null;
  readonly unitName: string | null;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly asOf: string;
  readonly wordKey: string;
  readonly value: number;
  readonly valueUnit: string;
  readonly target: number | null;
  /** The indicator whose total this is a part of. */
  readonly partOf: string | null;
  readonly citation: string;
  /** Stated total minus the sum of the parts in the same file; null when it gives none. */
  readonly sumDifference: number | null;
  /** Where in its file it stands; not stored. */
  readonly place: string;
}

export interface Decoded {
  readonly facts: readonly FactDraft[];
  readonly figures?: readonly FigureDraft[];
  readonly values?: readonly IndicatorDraft[];
  /** Parts that were bad beside others that were good. */
  readonly rejects?: readonly PartReject[];
  /** Refused by rule (faces, unwanted types); counted, not kept. */
  readonly dropped?: number;
  /** What the source says of itself. */
  readonly availability?: 'up' | 'down';
  /** Poll connectors: where to go on, committed with the rows. */
  readonly cursor?: unknown;
  /** Poll connectors: more is waiting, ask again at once. */
  readonly again?: boolean;
  /** Poll connectors: called after the commit, to note in `PollRequest.memory` what need not be told again. */
  readonly whenStored?: () => void;
}

export interface PartReject {
  readonly reject: Reject;
  /** The bad part as text; the whole message is kept when null. */
  readonly raw: string | null;
  /** Where in the file it stands, when it is known. */
  readonly place?: string;
}

export interface DecodeContext extends SecretKeeper {
  /** What the registry knows of a device of this source. */
  readonly assetName: (externalId: string) => string | null;
  /** Uploads: the day or moment, as the person who uploads says, that a file speaks of which does not say it itself. */
  readonly statedAsOf?: string;
  /** Poll connectors: the request that was answered. */
  readonly request?: PollRequest;
  /** Poll connectors: `etag`, `last-modified` and `content-type` of the answer, where given. */
  readonly responseHeaders?: Readonly<Record<string, string>>;
}

export interface PollRequest {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** Handed back to `decode` as it is. */
  readonly state: unknown;
  /** What the connector's `memory` made for this poller, when it asks to store. */
  readonly memory?: unknown;
}

export interface SourceRegistration {
  readonly id: string;
  readonly connector: string;
  readonly name: string;
  readonly nameEn: string;
  /** Promised rhythm, ms; null when it may be silent. */
  readonly cadenceMs: number | null;
}

/** Something that must not be read again once it was set; sealed at rest, never in options. */
export interface SecretField {
  readonly name: string;
  readonly label: string;
  readonly labelEn: string;
  readonly required: boolean;
}
export type Secrets = Readonly<Record<string, string>>;

interface ConnectorDefinition<Options> {
  /** The folder's name. */
  readonly id: string;
  /** What is on the other side, for the list of connectors. */
  readonly name: string;
  readonly nameEn: string;
  /** What a first instance is called; every instance has a source of its own. */
  readonly source: Omit<SourceRegistration, 'connector'>;
  /** How its bytes can come, the usual way first. */
  readonly transports: readonly Transport[];
  /** Events never change; items have revisions (M3). */
  readonly immutable: boolean;
  /** Each field with `.describe('Vietnamese | English')`, and a default where there is a sensible one. */
  readonly optionsSchema: z.ZodType<Options>;
  /** Beyond those of the transport. */
  readonly secrets?: readonly SecretField[];
  /** mqtt, syslog: is this message mine? By its address and first bytes, without parsing all of it. */
  readonly accepts?: (message: Message, options: Options) => boolean;
  /** poll: what to ask next. `baseUrl` is the address in the transport's options. */
  readonly plan?: (
    cursor: unknown,
    now: Date,
    baseUrl: URL,
    options: Options,
    secrets: Secrets,
  ) => PollRequest;
  /** poll: what one poller remembers between questions, in its process alone; only ever an economy. */
  readonly memory?: () => unknown;
  /** Pure. Throws nothing but Reject. */
  readonly decode: (message: Message, context: DecodeContext, options: Options) => Decoded;
}

/** A connector with its options inside, speaking for one source. */
export interface Connector {
  readonly id: string;
  readonly source: SourceRegistration;
  readonly immutable: boolean;
  accepts(message: Message): boolean;
  decode(message: Message, context: DecodeContext): Decoded;
  plan(cursor: unknown, now: Date, baseUrl: URL): PollRequest;
  /** A memory for one poller; undefined when the connector has none. */
  memory(): unknown;
}

export interface InstanceWords {
  readonly source?: Partial<Omit<SourceRegistration, 'connector'>>;
  readonly options?: unknown;
  readonly secrets?: Secrets;
}

/** What can be set up any number of times. */
export interface ConnectorKind {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly defaults: SourceRegistration;
  readonly transports: readonly Transport[];
  readonly optionsSchema: z.ZodType;
  readonly secrets: readonly SecretField[];
  /** Throws ZodError when the options do not fit. */
  instance(words?: InstanceWords): Connector;
}

export function defineConnector<Options>(definition: ConnectorDefinition<Options>): ConnectorKind {
  const { id, name, nameEn, transports, optionsSchema, secrets = [] } = definition;
  const defaults = { ...definition.source, connector: id };
  return {
    id,
    name,
    nameEn,
    defaults,
    transports,
    optionsSchema,
    secrets,
    instance: (words = {}) => bound(definition, { ...defaults, ...words.source }, words),
  };
}

function bound<Options>(
  definition: ConnectorDefinition<Options>,
  source: SourceRegistration,
  words: InstanceWords,
): Connector {
  const options = definition.optionsSchema.parse(words.options ?? {});
  const { id, immutable } = definition;
  return {
    id,
    source,
    immutable,
    accepts: (message) => definition.accepts?.(message, options) ?? false,
    decode: (message, context) => definition.decode(message, context, options),
    memory: () => definition.memory?.(),
    plan: (cursor, now, baseUrl) => {
      if (!definition.plan) throw new Error(`${id} cannot be polled`);
      return definition.plan(cursor, now, baseUrl, options, words.secrets ?? {});
    },
  };
}
