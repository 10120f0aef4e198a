// The one inlet of the pipeline. A transport hands over a delivery and gets a promise that resolves after the commit:
// whatever it owes the sender (PUBACK, cursor, the next read) waits for that promise.
import type { DeadLetterDraft } from '@ioc/contracts/dead-letter';
import type { Connector, DecodeContext, Decoded, Message, PollRequest } from '../connector.ts';
import type { Registry } from '../registry/registry.ts';
import { Reject } from '../wire/reject.ts';
import type { SecretKeeper } from '../wire/secret-keeper.ts';
import type { Batcher } from './batcher.ts';
import { deadLetter } from './dead-letter.ts';
import type { CursorDraft, Origin, Parcel, Row, SourceNote, UnknownAsset } from './parcel.ts';
import { prepareFact, prepareFigure, prepareValue } from './prepare.ts';
import { StandingStates } from './standing-states.ts';

export interface Delivery {
  readonly connector: Connector;
  readonly messages: readonly Message[];
  /** Poll transports: the request that was answered. */
  readonly request?: PollRequest;
  readonly responseHeaders?: Readonly<Record<string, string>>;
  /** File transports: where to go on after these messages. */
  readonly cursor?: CursorDraft;
}

export interface Receipt {
  readonly cursor?: unknown;
  /** Of the last message: to be called by a poller now that all of it is committed. */
  readonly whenStored?: (() => void) | undefined;
  readonly again: boolean;
  /** The last message was rejected as a whole. */
  readonly failed: boolean;
  /** Rows handed to the database, duplicates included. */
  readonly stored: number;
  /** Parts that became dead letters. */
  readonly refused: number;
  /** Why the first of them was refused: a sentence without values from the payload. */
  readonly problem: string | null;
}

export interface IntakeOptions {
  readonly registry: () => Registry;
  readonly batcher: Batcher;
  readonly secrets: SecretKeeper;
  /** A decoder threw something that is no Reject: a bug, told to the log. */
  readonly onBug: (connector: string, error: unknown) => void;
}

interface Draft {
  rows: Row[];
  letters: DeadLetterDraft[];
  notes: SourceNote[];
  assets: UnknownAsset[];
  cursors: CursorDraft[];
}

/** Device names already noted as unknown; beyond this a flood of names is not listed again. */
const MAX_NOTED_ASSETS = 10_000;
const MAX_CONTEXTS = 1_000;

export class Intake {
  readonly #options: IntakeOptions;
  #pendingBytes = 0;
  #notedFor: Registry | null = null;
  #notedAssets = new Set<string>();
  readonly #standing = new StandingStates();
  readonly #contexts = new Map<string, DecodeContext>();

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /** Bytes of messages taken but not yet committed: transports hold back or refuse beyond their limit. */
  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  /** Decodes at once; resolves after the commit. Rejects only when the process is ending. */
  async accept(delivery: Delivery): Promise<Receipt> {
    const bytes = delivery.messages.reduce((sum, { payload }) => sum + payload.length, 0);
    const { draft, receipt } = this.#decode(delivery);
    this.#pendingBytes += bytes;
    try {
      if (!isEmpty(draft)) await this.#options.batcher.add(draft);
      return receipt;
    } finally {
      this.#pendingBytes -= bytes;
    }
  }

  /** Some rows of a file that was decoded before; resolves after the commit. Its cursor is no cursor of a source. */
  async acceptSlice(connector: Connector, message: Message, slice: Decoded): Promise<void> {
    const draft: Draft = { rows: [], letters: [], notes: [], assets: [], cursors: [] };
    this.#collect(connector, slice, originOf(connector, message), draft, true);
    if (!isEmpty(draft)) await this.#options.batcher.add(draft);
  }

  /** Notes that a source was heard, or what is known of its availability; resolves after the commit. */
  async note(connector: Connector, availability?: 'up' | 'down'): Promise<void> {
    const note: SourceNote = {
      id: connector.source.id,
      ...(availability ? { availability } : {}),
      ...(availability === 'down' ? {} : { heardAt: new Date().toISOString() }),
    };
    await this.#options.batcher.add({ rows: [], letters: [], notes: [note], assets: [], cursors: [] });
  }

  /** What decoders of this source may know; made once for each, for every message asks. */
  decodeContext(source: string): DecodeContext {
    const known = this.#contexts.get(source);
    if (known) return known;
    const context = {
      assetName: (externalId: string) =>
        this.#options.registry().asset(`${source}/${externalId}`)?.name ?? null,
      ...this.#options.secrets,
    };
    if (this.#contexts.size >= MAX_CONTEXTS) this.#contexts.clear();
    this.#contexts.set(source, context);
    return context;
  }

  #decode(delivery: Delivery): { draft: Parcel; receipt: Receipt } {
    const { connector, messages, cursor } = delivery;
    const draft: Draft = { rows: [], letters: [], notes: [], assets: [], cursors: cursor ? [cursor] : [] };
    let last: Decoded | null = null;
    for (const message of messages) last = this.#decodeMessage(delivery, message, draft);
    if (last?.cursor !== undefined)
      draft.cursors.push({ source: connector.source.id, name: 'poll', value: last.cursor });
    const receipt: Receipt = {
      cursor: last?.cursor,
      whenStored: last?.whenStored,
      again: last?.again ?? false,
      failed: last === null,
      stored: draft.rows.length,
      refused: draft.letters.length,
      problem: draft.letters[0]?.detail ?? null,
    };
    return { draft, receipt };
  }

  #decodeMessage(delivery: Delivery, message: Message, draft: Draft): Decoded | null {
    const { connector } = delivery;
    const origin = originOf(connector, message);
    try {
      const decoded = connector.decode(message, this.#contextOf(delivery));
      this.#collect(connector, decoded, origin, draft);
      return decoded;
    } catch (error) {
      draft.letters.push(deadLetter(origin, this.#asReject(connector, error)));
      return null;
    }
  }

  /** An answer brings its question with it; nothing is copied for what was pushed. */
  #contextOf({ connector, request, responseHeaders }: Delivery): DecodeContext {
    const context = this.decodeContext(connector.source.id);
    if (!request && !responseHeaders) return context;
    return { ...context, ...(request ? { request } : {}), ...(responseHeaders ? { responseHeaders } : {}) };
  }

  #collect(connector: Connector, all: Decoded, origin: Origin, draft: Draft, isSlice = false): void {
    const decoded = this.#standing.withoutRepeats(connector.source.id, all, origin.receivedAt);
    const registry = this.#options.registry();
    const { facts, figures = [], values = [], rejects = [] } = decoded;
    const lone = !isSlice && facts.length + figures.length + values.length + rejects.length === 1;
    const collect = (part: object, prepare: () => Row) =>
      this.#collectRow(connector, origin, draft, lone ? null : part, prepare);
    for (const fact of facts) {
      const stored = collect(fact, () => prepareFact(connector, fact, origin, registry));
      if (stored && fact.asset) this.#noteAsset(connector, fact.asset, registry, draft);
    }
    for (const figure of figures) collect(figure, () => prepareFigure(connector, figure, origin, registry));
    for (const value of values) collect(value, () => prepareValue(connector, value, origin, registry));
    for (const { reject, raw } of rejects)
      draft.letters.push(deadLetter(origin, reject, raw === null ? null : { form: 'part', raw }));
    this.#note(connector, decoded, origin, draft);
  }

  /** `part`: what a dead letter keeps when the message holds other parts that are good. */
  #collectRow(
    connector: Connector,
    origin: Origin,
    draft: Draft,
    part: object | null,
    prepare: () => Row,
  ): boolean {
    try {
      const row = prepare();
      draft.rows.push(part ? ofPart(row, origin) : row);
      return true;
    } catch (error) {
      const kept = part ? ({ form: 'draft', raw: JSON.stringify(part) } as const) : null;
      draft.letters.push(deadLetter(origin, this.#asReject(connector, error), kept));
      return false;
    }
  }

  #note(
    connector: Connector,
    { dropped, availability, cursor, facts, figures, values }: Decoded,
    origin: Origin,
    draft: Draft,
  ): void {
    const silent = cursor !== undefined && !facts.length && !figures?.length && !values?.length;
    if (!dropped && !availability && !silent) return;
    draft.notes.push({
      id: connector.source.id,
      heardAt: origin.receivedAt,
      ...(dropped ? { dropped } : {}),
      ...(availability ? { availability } : {}),
    });
  }

  #noteAsset(
    connector: Connector,
    { externalId, kind }: { externalId: string; kind: string },
    registry: Registry,
    draft: Draft,
  ): void {
    if (this.#notedFor !== registry) {
      this.#notedFor = registry;
      this.#notedAssets = new Set();
    }
    const id = `${connector.source.id}/${externalId}`;
    if (registry.asset(id) || this.#notedAssets.has(id) || this.#notedAssets.size >= MAX_NOTED_ASSETS) return;
    this.#notedAssets.add(id);
    draft.assets.push({ id, source: connector.source.id, externalId, kind, name: externalId });
  }

  #asReject(connector: Connector, error: unknown): Reject {
    if (error instanceof Reject) return error;
    this.#options.onBug(connector.id, error);
    return new Reject('schema', 'the decoder failed on this message; the log tells where');
  }
}

const originOf = ({ id, source }: Connector, { address, payload, receivedAt }: Message): Origin => ({
  source: source.id,
  connector: id,
  address,
  payload,
  receivedAt,
});

/** A dead letter of it keeps this row and not the whole message. */
function ofPart(row: Row, origin: Origin): Row {
  const { json } = row;
  return { ...row, json, origin: { ...origin, payload: Buffer.from(json) } };
}

const isEmpty = ({ rows, letters, notes, assets, cursors }: Parcel): boolean =>
  rows.length + letters.length + notes.length + assets.length + cursors.length === 0;
