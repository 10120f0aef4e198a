import { Area, AreaChart, Bar, BarChart, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { useFormat, useText } from '../../i18n/language.ts';
import { domainColour } from '../../marks/DomainMark.tsx';
import { Figure } from '../../panel-kit/Figure.tsx';
import { useRemPx } from '../../ui/use-rem.ts';
import type { Trend, TrendKey } from './select.ts';
import './trend.css';

const colourOf = (key: TrendKey) => (key === 'other' ? 'var(--line-strong)' : domainColour(key));

function Legend({ keys }: { readonly keys: readonly TrendKey[] }) {
  const text = useText();
  return (
    <ul className="trend-legend">
      {keys.map((key) => (
        <li key={key}>
          <i style={{ background: colourOf(key) }} aria-hidden="true" />
          {key === 'other' ? (
            text.panels.trend.other
          ) : (
            <Figure of={key} label={text.domain[key]}>
              {text.domainShort[key]}
            </Figure>
          )}
        </li>
      ))}
    </ul>
  );
}

function HourBars({ model }: { readonly model: Trend }) {
  const remPx = useRemPx();
  const format = useFormat();
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        accessibilityLayer={false}
        data={model.hours}
        margin={{ top: 4, right: 4, bottom: 0, left: 0 }}
        barCategoryGap="18%"
      >
        <XAxis
          dataKey="atMs"
          tickFormatter={(at: number) => format.hour(at)}
          tick={{ fill: 'var(--ink-3)' }}
          tickLine={false}
          axisLine={{ stroke: 'var(--line)' }}
          interval={5}
          tickMargin={remPx * 0.35}
          height={remPx * 1.9}
        />
        <YAxis
          tick={{ fill: 'var(--ink-3)' }}
          tickFormatter={(value: number) => format.number(value)}
          tickLine={false}
          axisLine={false}
          width="auto"
          tickCount={3}
          allowDecimals={false}
        />
        {model.keys.map((key) => (
          <Bar
            key={key}
            dataKey={(bar: Trend['hours'][number]) => bar.parts[key] ?? 0}
            stackId="hour"
            fill={colourOf(key)}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

function MinuteArea({ model }: { readonly model: Trend }) {
  const remPx = useRemPx();
  return (
    <ResponsiveContainer width="100%" height="100%">
      <AreaChart
        accessibilityLayer={false}
        data={model.minutes}
        margin={{ top: 4, right: 0, bottom: 0, left: 0 }}
      >
        <YAxis hide domain={[0, (top: number) => Math.max(4, top)]} />
        <Area
          dataKey="total"
          type="stepAfter"
          stroke="var(--accent)"
          strokeWidth={remPx * 0.12}
          fill="var(--accent)"
          fillOpacity={0.16}
          isAnimationActive={false}
        />
      </AreaChart>
    </ResponsiveContainer>
  );
}

/** The day in bars, the last hour as a line; the sentence under it says the same in words. */
export function TrendView({ model }: { readonly model: Trend }) {
  const text = useText().panels.trend;
  const format = useFormat();
  const lastHour = model.minutes.reduce((total, minute) => total + minute.total, 0);
  return (
    <div className="trend">
      <Legend keys={model.keys} />
      <div className="trend-hours" aria-hidden="true">
        <HourBars model={model} />
      </div>
      <div className="trend-minutes">
        <p className="figures">
          {text.lastHour}{' '}
          <strong>
            <Figure of="last-hour" label={text.lastHour}>
              {format.number(lastHour)}
            </Figure>
          </strong>
        </p>
        <div aria-hidden="true">
          <MinuteArea model={model} />
        </div>
      </div>
      {model.peak && (
        <p className="sr-only">
          {text.summary(
            format.number(model.total),
            format.number(model.peak.total),
            format.time(model.peak.atMs),
          )}
        </p>
      )}
    </div>
  );
}
