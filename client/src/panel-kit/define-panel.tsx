// The one contract of every panel, built-in or new: what it listens to, a pure `select` from rows to a model, a View
// that draws the model, and samples for the gallery. The kit does the rest: subscription, frame, states, the four
// checks, error boundary. The model's type stays inside: to the outside all panels look alike.
import type { Channel } from '@ioc/contracts/stream/channels';
import { memo } from 'react';
import type { ComponentType, ReactNode } from 'react';
import type { Dictionary } from '../i18n/vi.ts';
import type { PanelInput } from './input.ts';
import type { ResourceName } from './resources.ts';

/** A total that was compared with its parts, or counted again from the rows themselves; `difference` 0 passes. */
export interface SumCheck {
  readonly difference: number;
  readonly by?: 'recount';
}

/** What a panel knows about its own figures beyond the rows. */
export interface Claims {
  /** Null: this panel's sources give nothing to check against. */
  readonly sum: SumCheck | null;
  /** When the figures were stated by their source (ISO); null: they are as live as the stream. */
  readonly asOf: string | null;
  /** Only these sources feed the panel; null: all. */
  readonly sources: readonly string[] | null;
}

/** What is known of one figure among others of its panel, each of which may be older or less right than the rest. */
export interface FigureClaims extends Claims {
  /** By which `Figure` in the view names it. */
  readonly key: string;
  /** Its source has not said anything yet. */
  readonly silent?: boolean;
  /** Of those of the panel it is made from these; absent: from all. */
  readonly channels?: readonly Channel[];
  /** In place of the panel's: older than this is late, ms; null: nothing was promised. */
  readonly promiseMs?: number | null;
  readonly period?: { readonly start: string; readonly end: string };
  /** Where it was published, in the words of the source. */
  readonly citation?: string | null;
  /** Statements before the newest. */
  readonly restated?: number;
}

export interface PanelSample {
  readonly name: string;
  readonly input: PanelInput;
  /** Shows the panel as it is when it broke. */
  readonly broken?: true;
}

export interface PanelSpec<Model> {
  readonly id: string;
  readonly title: (text: Dictionary) => string;
  readonly note?: (text: Dictionary) => string;
  readonly channels: readonly Channel[];
  /** Looked into for what is known of its figures, and never waited for. */
  readonly beside?: readonly Channel[];
  readonly resources?: readonly ResourceName[];
  /** Shortest time between two updates of the picture, ms. */
  readonly everyMs: number;
  /** Paint news of its channels with the next frame instead of the next beat: for what must be seen at once (S5). */
  readonly atOnce?: boolean;
  /** A statement older than this is late, ms; for panels whose claims carry `asOf`. */
  readonly promiseMs?: number;
  readonly select: (input: PanelInput) => Model;
  readonly isEmpty?: (model: Model) => boolean;
  readonly emptyText?: (text: Dictionary) => string;
  readonly claims?: (input: PanelInput, model: Model) => Claims;
  /** Its figures that can differ from one another; any other figure is as the panel is. */
  readonly figures?: (input: PanelInput, model: Model) => readonly FigureClaims[];
  readonly View: ComponentType<{ readonly model: Model }>;
  readonly samples: readonly PanelSample[];
}

interface Presented {
  readonly empty: boolean;
  readonly body: ReactNode;
  readonly claims: Claims;
  readonly figures: readonly FigureClaims[];
}

export interface Panel {
  readonly id: string;
  readonly title: (text: Dictionary) => string;
  readonly note: ((text: Dictionary) => string) | null;
  readonly emptyText: (text: Dictionary) => string;
  readonly channels: readonly Channel[];
  readonly beside: readonly Channel[];
  readonly resources: readonly ResourceName[];
  readonly everyMs: number;
  readonly atOnce: boolean;
  readonly promiseMs: number | null;
  readonly present: (input: PanelInput) => Presented;
  readonly samples: readonly PanelSample[];
}

const NO_CLAIMS: Claims = { sum: null, asOf: null, sources: null };

/** Models are small plain data: equal text means nothing to paint. */
const samePicture = <Model,>(before: { readonly model: Model }, after: { readonly model: Model }) =>
  JSON.stringify(before.model) === JSON.stringify(after.model);

/** Makes a panel of its parts. */
export function definePanel<Model>(spec: PanelSpec<Model>): Panel {
  const View = memo(spec.View, samePicture) as ComponentType<{ readonly model: Model }>;
  return {
    id: spec.id,
    title: spec.title,
    note: spec.note ?? null,
    emptyText: spec.emptyText ?? ((text) => text.panelState.empty),
    channels: spec.channels,
    beside: spec.beside ?? [],
    resources: spec.resources ?? [],
    everyMs: spec.everyMs,
    atOnce: spec.atOnce ?? false,
    promiseMs: spec.promiseMs ?? null,
    samples: spec.samples,
    present: (input) => {
      const model = spec.select(input);
      return {
        empty: spec.isEmpty?.(model) ?? false,
        body: <View model={model} />,
        claims: spec.claims?.(input, model) ?? NO_CLAIMS,
        figures: spec.figures?.(input, model) ?? [],
      };
    },
  };
}
