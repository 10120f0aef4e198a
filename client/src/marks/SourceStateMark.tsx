import type { SourceState } from '@ioc/contracts/source';
import { useText } from '../i18n/language.ts';
import './marks.css';

const SHAPES: Readonly<Record<SourceState, string>> = {
  live: 'M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16z',
  quiet: 'M12 6a6 6 0 1 0 0 12a6 6 0 1 0 0-12z',
  waiting: 'M4 12h3M10.5 12h3M17 12h3',
  stale: 'M12 3L22 20H2z',
  down: 'M5 5l14 14M19 5L5 19',
  off: 'M4 12h16',
};
const COLOURS: Readonly<Record<SourceState, string>> = {
  live: 'var(--good)',
  quiet: 'var(--good)',
  waiting: 'var(--ink-3)',
  stale: 'var(--warn)',
  down: 'var(--bad)',
  off: 'var(--ink-3)',
};
const FILLED: ReadonlySet<SourceState> = new Set<SourceState>(['live', 'stale']);

/** How a source does: disc, ring, dashes, triangle, cross, bar, always with its word. */
export function SourceStateMark({ state }: { readonly state: SourceState }) {
  const text = useText();
  const colour = COLOURS[state];
  return (
    <span className="source-state" data-state={state}>
      <svg className="severity-mark" viewBox="0 0 24 24" aria-hidden="true">
        <path
          d={SHAPES[state]}
          fill={FILLED.has(state) ? colour : 'none'}
          stroke={colour}
          strokeWidth={FILLED.has(state) ? 0 : 3.5}
          strokeLinecap="round"
        />
      </svg>
      {text.panels.sourceHealth.state[state]}
    </span>
  );
}
