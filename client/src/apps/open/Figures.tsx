/** @jsxImportSource preact */
import { OPEN_PERIODS_DAYS, type OpenFigures, type OpenPeriodDays } from '@ioc/contracts/api/open-data';
import { useEffect, useState } from 'preact/hooks';
import { shortMoment } from '../../light-kit/formats.ts';
import { isOld } from './answers.ts';
import { Areas } from './Areas.tsx';
import { ByDay } from './ByDay.tsx';
import { CountTable } from './CountTable.tsx';
import { Downloads } from './Downloads.tsx';
import { KeyFigures } from './KeyFigures.tsx';
import { dayText, type Told } from './numbers.ts';
import type { Answer } from './use-answer.ts';

interface FiguresProps {
  readonly figures: OpenFigures;
  readonly answer: Answer<OpenFigures>;
  readonly told: Told;
  readonly onDays: (days: OpenPeriodDays) => void;
  readonly onAgain: () => void;
}

export function Figures({ figures, answer, told, onDays, onAgain }: FiguresProps) {
  const { words, language } = told;
  const { columns } = words;
  const isEmpty = figures.total.received === 0;
  const nameOf = (one: { name: string; nameEn: string }) => (language === 'vi' ? one.name : one.nameEn);
  return (
    <>
      <AsOf figures={figures} answer={answer} told={told} onDays={onDays} onAgain={onAgain} />
      {isEmpty ? (
        <section class="panel empty">
          <p>{words.empty(String(figures.days))}</p>
          <p class="hint">{words.emptyHint}</p>
          <a class="primary" href="/report">
            {words.toReport}
          </a>
        </section>
      ) : (
        <>
          <KeyFigures total={figures.total} told={told} />
          <Areas units={figures.units} told={told} />
          <ByDay days={figures.byDay} told={told} />
          <section class="panel">
            <h2>{words.byService}</h2>
            <CountTable
              label={words.byService}
              first={columns.service}
              told={told}
              rows={figures.services.map((one) => ({
                id: one.serviceCode ?? '',
                name: nameOf(one),
                counts: one,
              }))}
            />
          </section>
          <section class="panel">
            <h2>{words.byChannel}</h2>
            <CountTable
              label={words.byChannel}
              first={columns.channel}
              told={told}
              rows={figures.channels.map((one) => ({
                id: one.channel,
                name: words.channels[one.channel],
                counts: one,
              }))}
            />
          </section>
        </>
      )}
      <Downloads days={figures.days} licence={figures.licence} told={told} />
    </>
  );
}

const LOOK_MS = 15_000;

/** As of when, and whether that is too long ago: looked at again and again, for a page may stand open for days. */
function AsOf({ figures, answer, told, onDays, onAgain }: FiguresProps) {
  const { words, language } = told;
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(performance.now()), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  const moment = shortMoment(figures.asOf, language);
  const sinceMs = Math.max(0, nowMs - answer.heardMs);
  return (
    <>
      {isOld(figures.asOf, answer.serverMs, sinceMs) && (
        <div class="notice" role="alert">
          <span>{words.stale(moment)}</span>
          <button type="button" onClick={onAgain}>
            {words.again}
          </button>
        </div>
      )}
      <div class="as-of">
        <p>
          <strong>{words.asOf(moment)}</strong>
          <span>{words.span(dayText(figures.from, language))}</span>
        </p>
        <fieldset class="periods">
          <legend class="sr-only">{words.period}</legend>
          {OPEN_PERIODS_DAYS.map((days) => (
            <button
              key={days}
              type="button"
              aria-pressed={days === figures.days}
              onClick={() => onDays(days)}
            >
              {words.days(String(days))}
            </button>
          ))}
        </fieldset>
      </div>
    </>
  );
}
