import { Line, LineChart, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { useFormat, useText } from '../../i18n/language.ts';
import { useRemPx } from '../../ui/use-rem.ts';
import type { OnTimeTrend } from './select.ts';
import './service-trend.css';

const floorOf = (lowest: number) => Math.max(0, Math.floor((lowest - 0.01) * 20) / 20);

const MOST_TICKS = 6;

/** The first point of each day, thinned to what fits: a date is never written twice. */
function dayTicks(instants: readonly number[], dayOf: (atMs: number) => string): number[] {
  const firsts = instants.filter(
    (atMs, index) => index === 0 || dayOf(atMs) !== dayOf(instants[index - 1] ?? 0),
  );
  const step = Math.ceil(firsts.length / MOST_TICKS);
  return firsts.filter((_, index) => index % step === 0);
}

function Chart({ model }: { readonly model: OnTimeTrend }) {
  const remPx = useRemPx();
  const format = useFormat();
  const ticks = dayTicks(
    model.points.map(({ atMs }) => atMs),
    (atMs) => format.dayMonth(atMs),
  );
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart
        accessibilityLayer={false}
        data={model.points}
        margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
      >
        <XAxis
          dataKey="atMs"
          type="number"
          domain={['dataMin', 'dataMax']}
          tickFormatter={(at: number) => format.dayMonth(at)}
          tick={{ fill: 'var(--ink-3)' }}
          tickLine={false}
          axisLine={{ stroke: 'var(--line)' }}
          ticks={ticks}
          tickMargin={remPx * 0.35}
          height={remPx * 1.9}
        />
        <YAxis
          domain={[floorOf, 1]}
          tickFormatter={(value: number) => format.percent(value, 0)}
          tick={{ fill: 'var(--ink-3)' }}
          tickLine={false}
          axisLine={false}
          width="auto"
          tickCount={4}
        />
        {model.target !== null && (
          <ReferenceLine y={model.target} stroke="var(--ink-3)" strokeDasharray="4 4" />
        )}
        <Line
          dataKey="closedOnly"
          stroke="var(--line-strong)"
          strokeWidth={remPx * 0.12}
          strokeDasharray="2 4"
          dot={false}
          isAnimationActive={false}
        />
        <Line
          dataKey="onTime"
          stroke="var(--accent)"
          strokeWidth={remPx * 0.19}
          dot={false}
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}

/** The honest figure as a full line, the closed-only one dotted above it: the gap is the message. */
export function ServiceTrendView({ model }: { readonly model: OnTimeTrend }) {
  const text = useText().panels.serviceIndicators;
  const format = useFormat();
  return (
    <div className="service-trend">
      <ul className="service-trend-legend">
        <li data-line="honest">{text.onTime}</li>
        <li data-line="closed">{text.onTimeClosedOnly}</li>
        {model.target !== null && <li data-line="target">{text.target(format.percent(model.target, 0))}</li>}
      </ul>
      <div className="service-trend-chart" aria-hidden="true">
        <Chart model={model} />
      </div>
    </div>
  );
}
