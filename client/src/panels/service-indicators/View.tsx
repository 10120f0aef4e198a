import { useFormat, useText } from '../../i18n/language.ts';
import { Figure } from '../../panel-kit/Figure.tsx';
import { Spark } from '../../ui/Spark.tsx';
import { TargetBar } from '../../ui/TargetBar.tsx';
import type { Rate, ServiceSummary } from './select.ts';
import './service-indicators.css';

const toneOf = (gap: number | null) =>
  gap === null ? undefined : gap >= 0 ? 'good' : gap > -0.05 ? 'warn' : 'bad';

function RateCard({ rate, flattery }: { readonly rate: Rate; readonly flattery: number | null }) {
  const text = useText().panels.serviceIndicators;
  const format = useFormat();
  const target = rate.target === null ? text.noTarget : text.target(format.percent(rate.target, 0));
  const flatters = rate.name === 'onTimeClosedOnly' && flattery !== null && flattery > 0.0005;
  const gap =
    rate.gap === null || flatters
      ? null
      : rate.gap >= 0
        ? text.reached
        : text.gap(format.number(-rate.gap * 100, 1));
  return (
    <li
      className="indicator"
      data-tone={flatters ? 'muted' : toneOf(rate.gap)}
      data-lead={rate.name === 'onTime'}
    >
      <p className="indicator-label">{text[rate.name]}</p>
      <p className="indicator-value figures">
        <Figure of={rate.name} label={text[rate.name]}>
          {rate.value === null ? '–' : format.percent(rate.value)}
        </Figure>
      </p>
      <div className="indicator-spark">
        <Spark values={rate.history} scale="range" />
      </div>
      <TargetBar value={rate.value} target={rate.target} />
      <p className="indicator-below figures" title={rate.citation ?? undefined}>
        {flatters ? text.hidden(format.number(flattery * 100, 1)) : `${target}${gap ? ` · ${gap}` : ''}`}
      </p>
    </li>
  );
}

function CountCard({ count }: { readonly count: ServiceSummary['counts'][number] }) {
  const text = useText().panels.serviceIndicators;
  const format = useFormat();
  const tone = count.name === 'openOverdue' && (count.value ?? 0) > 0 ? 'bad' : undefined;
  return (
    <li className="indicator" data-tone={tone}>
      <p className="indicator-label">{text[count.name]}</p>
      <p className="indicator-value figures">
        <Figure of={count.name} label={text[count.name]}>
          {count.value === null ? '–' : format.number(count.value)}
        </Figure>
      </p>
      <div className="indicator-spark">
        <Spark values={count.history} />
      </div>
      <p className="indicator-below">{text.dossiers}</p>
    </li>
  );
}

/** Eight indicators: the honest on-time figure leads and the flattering one stands beside it. */
export function ServiceIndicatorsView({ model }: { readonly model: ServiceSummary | null }) {
  const text = useText().panels.serviceIndicators;
  const format = useFormat();
  if (!model) return null;
  return (
    <div className="indicators">
      <ul>
        {model.rates.map((rate) => (
          <RateCard key={rate.name} rate={rate} flattery={model.flattery} />
        ))}
        {model.counts.map((count) => (
          <CountCard key={count.name} count={count} />
        ))}
      </ul>
      <p className="indicators-foot figures">
        {text.period(format.date(model.periodStart), format.date(model.periodEnd))} ·{' '}
        {text.asOf(format.dateTime(model.asOf))} · {text.oldestAsOf(format.dateTime(model.oldestAsOf))} ·{' '}
        {text.onTime}: {text.onTimeNote}
      </p>
    </div>
  );
}
