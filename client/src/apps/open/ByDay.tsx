/** @jsxImportSource preact */
import type { OpenDay } from '@ioc/contracts/api/open-data';
import { wholeNumber } from '../../light-kit/formats.ts';
import { dayText, type Told } from './numbers.ts';

const HEIGHT = 100;
const GAP = 0.18;

/** A column for each day, the last one still growing. */
export function ByDay({ days, told }: { readonly days: readonly OpenDay[]; readonly told: Told }) {
  const { words, language } = told;
  const most = days.reduce((best, day) => (day.received > best.received ? day : best), days[0] as OpenDay);
  const scale = HEIGHT / Math.max(1, most.received);
  const [first, last] = [days[0]?.day ?? '', days.at(-1)?.day ?? ''];
  return (
    <section class="panel by-day">
      <h2>{words.byDay}</h2>
      <p class="hint">{words.dayMost(wholeNumber(most.received, language), dayText(most.day, language))}</p>
      <svg
        viewBox={`0 0 ${days.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words.byDayLabel}
      >
        {days.map(({ day, received, closed }, at) => (
          <g key={day} class={day === last ? 'today' : undefined}>
            <title>{`${dayText(day, language)}: ${wholeNumber(received, language)}`}</title>
            <rect x={at + GAP / 2} width={1 - GAP} y={HEIGHT - received * scale} height={received * scale} />
            <rect
              class="done"
              x={at + GAP / 2}
              width={1 - GAP}
              y={HEIGHT - closed * scale}
              height={closed * scale}
            />
          </g>
        ))}
      </svg>
      <p class="ends">
        <span>{dayText(first, language)}</span>
        <span class="key">
          <i class="received" aria-hidden="true" /> {words.columns.received}{' '}
          <i class="done" aria-hidden="true" /> {words.columns.closed}
        </span>
        <span>{dayText(last, language)}</span>
      </p>
      <details>
        <summary>{words.byDayTable}</summary>
        <DayTable days={days} told={told} />
      </details>
    </section>
  );
}

function DayTable({
  days,
  told: { words, language },
}: {
  readonly days: readonly OpenDay[];
  readonly told: Told;
}) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <section class="scroll" aria-label={words.byDayTable} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.columns.day}</th>
            <th scope="col">{words.columns.received}</th>
            <th scope="col">{words.columns.closed}</th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map(({ day, received, closed }) => (
            <tr key={day}>
              <th scope="row">{dayText(day, language)}</th>
              <td>{wholeNumber(received, language)}</td>
              <td>{wholeNumber(closed, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
