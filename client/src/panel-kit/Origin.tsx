import { useFormat, useText } from '../i18n/language.ts';

/** Where figures come from. */
export interface Provenance {
  readonly channels: readonly string[];
  readonly resources: readonly string[];
  /** Names of the sources that stated them, where they are known. */
  readonly sources?: readonly string[];
  readonly position: number | null;
  readonly at: string | null;
  /** When the source stated it. */
  readonly statedAt?: string | null;
  readonly period?: { readonly start: string; readonly end: string } | null;
  /** Where it was published, in the words of the source. */
  readonly citation?: string | null;
  /** Statements before the newest. */
  readonly restated?: number;
}

type Line = readonly [term: string, words: string];

function useLines(): (provenance: Provenance) => readonly Line[] {
  const text = useText().checks;
  const format = useFormat();
  return ({ channels, resources, sources = [], position, at, ...stated }) => {
    const { statedAt, period, citation, restated = 0 } = stated;
    const lines: readonly (Line | null)[] = [
      sources.length > 0 ? [text.sources, sources.join(', ')] : null,
      citation ? [text.citation, citation] : null,
      period ? [text.period, `${format.date(period.start)} – ${format.date(period.end)}`] : null,
      statedAt ? [text.statedAt, format.dateTime(statedAt)] : null,
      restated > 0 ? [text.restated, format.number(restated)] : null,
      channels.length > 0 ? [text.channels, channels.join(', ')] : null,
      resources.length > 0 ? [text.resources, resources.join(', ')] : null,
      position !== null ? [text.position, format.number(position)] : null,
      at !== null ? [text.madeAt, format.timeWithSeconds(at)] : null,
    ];
    return lines.filter((line) => line !== null);
  };
}

/** In words; what is not known has no line. */
export function Origin({ provenance }: { readonly provenance: Provenance }) {
  const linesOf = useLines();
  return (
    <dl className="check-origin">
      {linesOf(provenance).map(([term, words]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd className="figures">{words}</dd>
        </div>
      ))}
    </dl>
  );
}
