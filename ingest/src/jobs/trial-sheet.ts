// What a trial found, bounded: the first facts as they would be stored, and what would go to the dead letters.
import type { TrialResult } from '@ioc/contracts/api/sources';
import type { Fact } from '@ioc/contracts/fact';
import type { Connector, DecodeContext, Message } from '../connector.ts';
import { prepareFact, prepareFigure, prepareValue } from '../pipeline/prepare.ts';
import type { Row } from '../pipeline/parcel.ts';
import type { Registry } from '../registry/registry.ts';
import { Reject } from '../wire/reject.ts';

export interface SheetTools {
  readonly registry: () => Registry;
}

const SHOWN = 20;

export class TrialSheet {
  readonly #connector: Connector;
  readonly #tools: SheetTools;
  readonly #facts: TrialResult['facts'][number][] = [];
  readonly #figures: unknown[] = [];
  readonly #problems: TrialResult['problems'][number][] = [];
  readonly #counts = { messages: 0, bytes: 0, factCount: 0, figureCount: 0, rejects: 0, dropped: 0 };

  constructor(connector: Connector, tools: SheetTools) {
    this.#connector = connector;
    this.#tools = tools;
  }

  get messages(): number {
    return this.#counts.messages;
  }

  /** `decode`: for what was decoded elsewhere. */
  take(
    message: Message,
    context: DecodeContext,
    decode: Connector['decode'] = (...words) => this.#connector.decode(...words),
  ): void {
    this.#counts.messages += 1;
    this.#counts.bytes += message.payload.length;
    try {
      const decoded = decode(message, context);
      const origin = { source: this.#connector.source.id, connector: this.#connector.id, ...message };
      const registry = this.#tools.registry();
      for (const fact of decoded.facts)
        this.#keep(
          () => prepareFact(this.#connector, fact, origin, registry),
          (row) => this.#showFact(row),
        );
      for (const figure of decoded.figures ?? [])
        this.#keep(
          () => prepareFigure(this.#connector, figure, origin, registry),
          (row) => this.#showFigure(row),
        );
      for (const value of decoded.values ?? [])
        this.#keep(
          () => prepareValue(this.#connector, value, origin, registry),
          (row) => this.#showFigure(row),
        );
      for (const { reject } of decoded.rejects ?? []) this.#refuse(reject);
      this.#counts.dropped += decoded.dropped ?? 0;
    } catch (error) {
      this.#refuse(error);
    }
  }

  result(): TrialResult {
    return { ...this.#counts, facts: this.#facts, figures: this.#figures, problems: this.#problems };
  }

  #keep(prepare: () => Row, show: (row: Row) => void): void {
    try {
      show(prepare());
    } catch (error) {
      this.#refuse(error);
    }
  }

  #showFact({ json }: Row): void {
    this.#counts.factCount += 1;
    if (this.#facts.length >= SHOWN) return;
    const fact = JSON.parse(json) as Fact;
    const { id, kind, type, domain, severity, observedAt, title, titleEn, state, unitId, lon, lat } = fact;
    const point = lon === null || lat === null ? null : ([lon, lat] as const);
    this.#facts.push({ id, kind, type, domain, severity, observedAt, title, titleEn, state, unitId, point });
  }

  #showFigure({ json }: Row): void {
    this.#counts.figureCount += 1;
    if (this.#figures.length < SHOWN) this.#figures.push(JSON.parse(json));
  }

  #refuse(error: unknown): void {
    this.#counts.rejects += 1;
    if (this.#problems.length >= SHOWN) return;
    const reject =
      error instanceof Reject
        ? error
        : new Reject('schema', 'the decoder failed; the log of ingest tells where');
    this.#problems.push({ reason: reject.reason, detail: reject.message });
  }
}
