import { useFormat, useText } from '../../i18n/language.ts';
import type { RecountLine } from '../../panel-kit/recount-line.ts';
import './recount.css';

/** In words and with a mark: what the colour says is said without it. */
export function RecountNote({ recount }: { readonly recount: RecountLine }) {
  const text = useText().panels.sourceHealth.recount;
  const format = useFormat();
  const { state, count, ageMs } = recount;
  const says = {
    right: text.right,
    drift: text.drift(format.number(count)),
    unaccounted: text.unaccounted(format.number(count)),
    late: text.late,
  }[state];
  return (
    <p className={`recount recount-${state}`}>
      <span aria-hidden="true">{state === 'right' ? '✓' : '▲'}</span>
      <span className="recount-says">{says}</span>
      <span className="recount-age figures">{format.ago(ageMs)}</span>
    </p>
  );
}
