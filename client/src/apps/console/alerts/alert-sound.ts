// A sound for what is new, by choice of whoever sits here: off until it is turned on, remembered on this device. Two short
// tones, higher for what is critical, and never more than one call in two seconds, however many alerts come.
import type { AlertRow } from '@ioc/contracts/stream/channels';
import { useCallback, useEffect, useRef, useState } from 'react';

const STORAGE_KEY = 'ioc-alert-sound';
const LEAST_MS = 2_000;
const TONE_S = 0.16;
const PITCH_HZ = { critical: [880, 1175], other: [523, 659] } as const;

function remembered(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) === 'on';
  } catch {
    return false;
  }
}

function play(context: AudioContext, isCritical: boolean): void {
  const pitches = isCritical ? PITCH_HZ.critical : PITCH_HZ.other;
  for (const [at, hz] of pitches.entries()) {
    const startS = context.currentTime + at * (TONE_S + 0.04);
    const tone = new OscillatorNode(context, { frequency: hz, type: 'triangle' });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, startS);
    volume.gain.linearRampToValueAtTime(0.22, startS + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, startS + TONE_S);
    tone.connect(volume).connect(context.destination);
    tone.start(startS);
    tone.stop(startS + TONE_S);
  }
}

export interface AlertSound {
  readonly isOn: boolean;
  readonly toggle: () => void;
}

/** `calling`: alerts that have just begun to wait for somebody. */
export function useAlertSound(calling: readonly AlertRow[]): AlertSound {
  const [isOn, setOn] = useState(remembered);
  const context = useRef<AudioContext | null>(null);
  const playedAtMs = useRef(-Infinity);
  const sound = useCallback((isCritical: boolean) => {
    context.current ??= new AudioContext();
    // Browsers keep it silent until the reader has touched the page.
    void context.current.resume();
    play(context.current, isCritical);
  }, []);
  useEffect(() => {
    if (!isOn || calling.length === 0 || performance.now() - playedAtMs.current < LEAST_MS) return;
    playedAtMs.current = performance.now();
    sound(calling.some(({ severity }) => severity === 'critical'));
  }, [isOn, calling, sound]);
  useEffect(() => () => void context.current?.close(), []);
  const toggle = () => {
    const next = !isOn;
    setOn(next);
    if (next) sound(false);
    try {
      localStorage.setItem(STORAGE_KEY, next ? 'on' : 'off');
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  };
  return { isOn, toggle };
}
