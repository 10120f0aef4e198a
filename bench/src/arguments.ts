import { ROUNDS } from './harness/ratio.ts';
import type { Effort } from './lines/line.ts';

export interface Arguments {
  /** Empty: all lines. */
  readonly ids: readonly string[];
  readonly effort: Effort;
  readonly short: boolean;
}

export const FULL: Effort = { rounds: ROUNDS, seconds: 5, samples: 10_000 };
export const USAGE = 'npm run bench -- [line ...] [--rounds n] [--seconds n] [--samples n]';

/** Throws with the usage when something is not understood. */
export function readArguments(words: readonly string[], known: readonly string[]): Arguments {
  const ids: string[] = [];
  const effort: Record<keyof Effort, number> = { ...FULL };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (known.includes(word)) ids.push(word);
    else if (isEffort(word)) {
      effort[word.slice(2) as keyof Effort] = positive(words[at + 1]);
      at += 1;
    } else throw new Error(`what is "${word}"? ${USAGE}; lines: ${known.join(', ')}`);
  }
  const short = Object.entries(FULL).some(([name, full]) => effort[name as keyof Effort] < full);
  return { ids, effort, short };
}

const isEffort = (word: string): boolean => word.startsWith('--') && word.slice(2) in FULL;

function positive(word: string | undefined): number {
  const value = Number(word);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`"${word}" is not a positive whole number; ${USAGE}`);
  return value;
}
