/** @jsxImportSource preact */
import type { OpenCounts } from '@ioc/contracts/api/open-data';
import { wholeNumber } from '../../light-kit/formats.ts';
import { duration, share, type Told } from './numbers.ts';

/** The six figures that answer "is anybody listening, and how soon". Each time says of how many cases it is. */
export function KeyFigures({ total, told }: { readonly total: OpenCounts; readonly told: Told }) {
  const { words, language } = told;
  const number = (value: number) => wholeNumber(value, language);
  const cases = number(total.answered);
  const figures = [
    { name: words.received, value: number(total.received), hint: words.receivedHint },
    {
      name: words.closed,
      value: number(total.closed),
      hint: words.closedShare(share(total.closed, total.received, language)),
    },
    { name: words.overdue, value: number(total.overdue), hint: words.overdueHint, isBad: total.overdue > 0 },
    { name: words.median, value: duration(total.medianHours, told), hint: words.medianHint(cases) },
    { name: words.p90, value: duration(total.p90Hours, told), hint: words.p90Hint(cases) },
    {
      name: words.onTime,
      value: total.withDue === 0 ? words.unknown : share(total.onTime, total.withDue, language),
      hint: words.onTimeHint(number(total.onTime), number(total.withDue)),
    },
  ];
  return (
    <>
      <dl class="key-figures">
        {figures.map(({ name, value, hint, isBad }) => (
          <div key={name} class={isBad ? 'panel bad' : 'panel'}>
            <dt>{name}</dt>
            <dd class="value">{value}</dd>
            <dd class="hint">{hint}</dd>
          </div>
        ))}
      </dl>
      <p class="hint clock">{words.clock}</p>
    </>
  );
}
