// What makes a page of the past unmistakable: a frame around it, its name across it, a band with the moment in large
// figures and the way back. And the one word of the present that must not be missed meanwhile: something critical is new.
import type { ClockMode } from '@ioc/contracts/stream/up';
import { History, Siren, Undo2 } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useFormat, useText } from '../i18n/language.ts';
import { useTimeText } from '../i18n/time-text.ts';
import { useLiveHub } from '../stream/use-hub.tsx';
import type { TimeMachine } from './time-machine.ts';
import { useLinkedClip } from './use-linked-clip.ts';
import type { LinkedClip } from './use-linked-clip.ts';
import { useTimeMachine } from './use-time-machine.tsx';
import './past-signs.css';

const NO_KEYS: ReadonlySet<string> = new Set();

/** How many critical things are open now that were not when one left the present. */
function useNewsOfNow(): number {
  const live = useLiveHub();
  const [known, setKnown] = useState<ReadonlySet<string> | null>(null);
  useEffect(() => live.want('critical'), [live]);
  const { rows, synced } = useSyncExternalStore(live.subscribe, () => live.stream('critical'));
  if (synced && known === null) setKnown(new Set(rows.keys()));
  if (!synced || known === null) return 0;
  return [...rows.values()].filter(({ key, closed }) => !closed && !(known ?? NO_KEYS).has(key)).length;
}

function refusalOf(machine: TimeMachine, text: ReturnType<typeof useTimeText>): string | null {
  const refusal = machine.past?.replay.refusal;
  if (!refusal || refusal.ok) return null;
  const words: Readonly<Record<string, string>> = text.refusal;
  return words[refusal.code] ?? text.refusal.other;
}

/** The words of the wire; its schemas stay out of the bundle. */
const MODES: readonly ClockMode[] = ['happened', 'known'];

/** Which past it is, said and chosen in one place. */
function Modes({ machine, atMs }: { readonly machine: TimeMachine; readonly atMs: number }) {
  const text = useTimeText();
  return (
    <fieldset className="past-modes">
      <legend className="sr-only">{text.mode}</legend>
      {MODES.map((mode) => (
        <button
          key={mode}
          type="button"
          aria-pressed={machine.past?.past === mode}
          title={text.modeHints[mode]}
          onClick={() => machine.seek(atMs, mode)}
        >
          {text.modes[mode]}
        </button>
      ))}
    </fieldset>
  );
}

interface BandProps {
  readonly machine: TimeMachine;
  readonly atMs: number;
  readonly linked: LinkedClip;
}

function Band({ machine, atMs, linked: { clip } }: BandProps) {
  const text = useTimeText();
  const format = useFormat();
  const news = useNewsOfNow();
  const refusal = refusalOf(machine, text);
  return (
    <section className="past-band" aria-label={text.watermark}>
      <p className="past-name">
        <History aria-hidden="true" />
        {text.watermark} <span>{text.notLive}</span>
      </p>
      <p className="past-clock figures">
        <time dateTime={new Date(atMs).toISOString()}>
          {format.timeWithSeconds(atMs)} <span>{format.date(atMs)}</span>
        </time>
      </p>
      <Modes machine={machine} atMs={atMs} />
      {machine.isReading && <p className="past-reading">{text.reading}</p>}
      {clip && (
        <p className="past-clip">
          <strong>{clip.title}</strong> {clip.notes}
        </p>
      )}
      {refusal && (
        <p className="past-refusal" role="alert">
          {refusal}
        </p>
      )}
      {news > 0 && (
        <p className="past-news" role="alert">
          <Siren aria-hidden="true" />
          {text.newsNow(format.number(news))}
        </p>
      )}
      <button type="button" className="past-back" onClick={() => machine.leave()}>
        <Undo2 aria-hidden="true" />
        {text.backToLive} <kbd>Esc</kbd>
      </button>
    </section>
  );
}

function Watermark() {
  const { watermark } = useTimeText();
  return (
    <div className="past-frame" aria-hidden="true">
      {Array.from({ length: 12 }, (_, index) => (
        <span key={index} data-word={watermark} />
      ))}
    </div>
  );
}

/** Says to screen readers, once, where the page went. */
function Said({ atMs }: { readonly atMs: number | null }) {
  const text = useTimeText();
  const format = useFormat();
  const [began, setBegan] = useState<number | null>(null);
  const [words, setWords] = useState('');
  if ((atMs === null) !== (began === null)) {
    setBegan(atMs);
    setWords(atMs === null ? text.left : text.entered(`${format.date(atMs)} ${format.time(atMs)}`));
  }
  return (
    <p className="sr-only" aria-live="polite">
      {words}
    </p>
  );
}

/** The name of the tab says it too. */
function useTabName(isPast: boolean): void {
  const { watermark } = useTimeText();
  const { product } = useText();
  useEffect(() => {
    if (!isPast) return undefined;
    const before = document.title;
    document.title = `${watermark} – ${product}`;
    return () => void (document.title = before);
  }, [isPast, watermark, product]);
}

/** Nothing at present. */
export function PastSigns() {
  const machine = useTimeMachine();
  const { atMs } = machine;
  const linked = useLinkedClip(machine);
  const text = useTimeText();
  useTabName(atMs !== null);
  return (
    <>
      <Said atMs={atMs} />
      {atMs !== null && <Watermark />}
      {linked.isMissing && (
        <p className="past-missing" role="alert">
          {text.clip.missing}
        </p>
      )}
      {atMs !== null && <Band machine={machine} atMs={atMs} linked={linked} />}
    </>
  );
}
