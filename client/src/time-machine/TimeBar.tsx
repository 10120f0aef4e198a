// The slider under the map. At present it stands at its end, with the critical moments of the stretch behind it; moved,
// it takes the whole page along. A range input does the sliding: fingers, keys and screen readers know it.
import {
  BookmarkPlus,
  ChevronLeft,
  ChevronRight,
  History,
  Pause,
  Play,
  SkipBack,
  SkipForward,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { CSSProperties } from 'react';
import { useFormat } from '../i18n/language.ts';
import { useTimeText } from '../i18n/time-text.ts';
import { useHub, useLiveness } from '../stream/use-hub.tsx';
import { useSite } from '../api/site.tsx';
import { ClipDialog } from './ClipDialog.tsx';
import { savesClips } from './clips.ts';
import { SPEEDS } from './time-machine.ts';
import type { TimeMachine } from './time-machine.ts';
import { marksOn, neighbour, placeOn, trackOf } from './track.ts';
import type { Track } from './track.ts';
import { useMarks } from './use-marks.ts';
import type { Moments } from './use-marks.ts';
import { useTimeKeys } from './use-keys.ts';
import { useTimeMachine } from './use-time-machine.tsx';
import './time-bar.css';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SPANS_H = [1, 6, 24, 48, 168] as const;
const POSITIONS = 2_000;
const FIRST_LOOK_MS = HOUR_MS / 4;

interface KeyProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly onPress: (() => void) | null;
  /** By so small a way that a finger on the slider does it too: left out where there is no room. */
  readonly isFine?: boolean;
}

function Key({ icon: Icon, label, onPress, isFine = false }: KeyProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      data-fine={isFine}
      disabled={onPress === null}
      onClick={onPress ?? undefined}
    >
      <Icon aria-hidden="true" />
    </button>
  );
}

function Keys({ machine, moments }: { readonly machine: TimeMachine; readonly moments: readonly number[] }) {
  const text = useTimeText();
  const { atMs } = machine;
  const isPlaying = machine.past?.replay.clock.state === 'playing';
  const to = (direction: -1 | 1) => {
    const next = atMs === null ? null : neighbour(moments, atMs, direction);
    return next === null ? null : () => machine.seek(next);
  };
  return (
    <div className="time-keys">
      <Key icon={SkipBack} label={text.previousMark} onPress={to(-1)} />
      <Key icon={ChevronLeft} label={text.stepBack} isFine onPress={() => machine.step(-1)} />
      <Key
        icon={isPlaying ? Pause : Play}
        label={isPlaying ? text.pause : text.play}
        onPress={() => machine.toggle()}
      />
      <Key icon={ChevronRight} label={text.stepOn} isFine onPress={() => machine.step(1)} />
      <Key icon={SkipForward} label={text.nextMark} onPress={to(1)} />
    </div>
  );
}

function Speed({ machine }: { readonly machine: TimeMachine }) {
  const text = useTimeText();
  const { past } = machine;
  if (!past) return null;
  return (
    <label className="time-choice">
      <span className="sr-only">{text.speed}</span>
      <select
        value={past.replay.clock.speed}
        onChange={({ target }) => machine.setSpeed(Number(target.value))}
      >
        {SPEEDS.map((speed) => (
          <option key={speed} value={speed}>
            {text.times(String(speed))}
          </option>
        ))}
      </select>
    </label>
  );
}

function Marks({ track, moments }: { readonly track: Track; readonly moments: readonly number[] }) {
  const marks = useMemo(() => marksOn(track, moments), [track, moments]);
  return (
    <div className="time-marks" aria-hidden="true">
      {marks.map(({ place, count }) => (
        <i key={place} style={{ left: `${place * 100}%` }} data-many={count > 3} />
      ))}
    </div>
  );
}

function Ends({ track, known }: { readonly track: Track; readonly known: Moments }) {
  const text = useTimeText();
  const format = useFormat();
  const count = format.number(known.moments.length);
  return (
    <p className="time-ends figures">
      <span>{format.dateTime(track.startMs)}</span>
      <span>{known.isCut ? text.marksCut(count) : text.marks(count)}</span>
      <span>{format.dateTime(track.endMs)}</span>
    </p>
  );
}

interface SliderProps {
  readonly machine: TimeMachine;
  readonly track: Track;
  readonly known: Moments;
}

function Slider({ machine, track, known }: SliderProps) {
  const text = useTimeText();
  const format = useFormat();
  const { atMs } = machine;
  const stepMs = (track.endMs - track.startMs) / POSITIONS;
  const move = (position: number) => machine.seek(Math.round(track.startMs + position * stepMs));
  const place = atMs === null ? 1 : placeOn(track, atMs);
  const words = atMs === null ? text.live : `${format.date(atMs)} ${format.timeWithSeconds(atMs)}`;
  return (
    <div className="time-track">
      <Marks track={track} moments={known.moments} />
      <input
        type="range"
        min={0}
        max={POSITIONS}
        value={Math.round(place * POSITIONS)}
        style={{ '--done': place } as CSSProperties}
        aria-label={text.slider}
        aria-valuetext={words}
        onChange={({ target }) => move(Number(target.value))}
      />
      <Ends track={track} known={known} />
    </div>
  );
}

/** At present its end goes along with the clock, a minute at a time; in the past the stretch stands still. */
function useTrack(machine: TimeMachine, spanMs: number): Track {
  const { nowMs } = useLiveness();
  const [endMs, setEndMs] = useState(() => Math.floor(nowMs / MINUTE_MS) * MINUTE_MS);
  const minuteMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  if (machine.past === null && minuteMs !== endMs) setEndMs(minuteMs);
  return useMemo(() => trackOf(endMs, spanMs), [endMs, spanMs]);
}

/** For who may save. */
function SaveClip({ machine, scene }: { readonly machine: TimeMachine; readonly scene: string }) {
  const text = useTimeText();
  const { self } = useSite();
  const { scope } = useHub();
  const [fromMs, setFromMs] = useState<number | null>(null);
  const { past, atMs } = machine;
  if (!past || !self || !savesClips(self, scope)) return null;
  const { speed } = past.replay.clock;
  return (
    <>
      <Key icon={BookmarkPlus} label={text.clip.save} onPress={() => setFromMs(atMs)} />
      {fromMs !== null && (
        <ClipDialog
          fromMs={fromMs}
          mode={past.past}
          speed={speed}
          scene={scene}
          onClose={() => setFromMs(null)}
        />
      )}
    </>
  );
}

/** The bar under the map of the wall. */
export function TimeBar({ scene }: { readonly scene: string }) {
  const text = useTimeText();
  const machine = useTimeMachine();
  const [spanH, setSpanH] = useState<number>(24);
  const track = useTrack(machine, spanH * HOUR_MS);
  const known = useMarks(track);
  const isPast = machine.past !== null;
  useTimeKeys(machine);
  return (
    <section className="time-bar" aria-label={text.label} data-past={isPast}>
      {isPast ? (
        <Keys machine={machine} moments={known.moments} />
      ) : (
        <button type="button" className="time-open" onClick={() => machine.seek(track.endMs - FIRST_LOOK_MS)}>
          <History aria-hidden="true" />
          {text.open}
        </button>
      )}
      <Slider machine={machine} track={track} known={known} />
      <Speed machine={machine} />
      <SaveClip machine={machine} scene={scene} />
      <label className="time-choice">
        <span className="sr-only">{text.span}</span>
        <select value={spanH} onChange={({ target }) => setSpanH(Number(target.value))}>
          {SPANS_H.map((hours) => (
            <option key={hours} value={hours}>
              {hours < 72 ? text.hours(String(hours)) : text.days(String(hours / 24))}
            </option>
          ))}
        </select>
      </label>
    </section>
  );
}
