// How large the next piece is. Small enough that a cut costs little and the share on the screen moves, large enough that
// a round trip is not most of the way: about two seconds of the line as it has been.

const SMALLEST = 16 * 1024;
const LARGEST = 256 * 1024;
const FIRST = 64 * 1024;
const AIM_MS = 2_000;

export interface Pace {
  readonly bytes: () => number;
  /** What became of a piece. */
  readonly heard: (sentBytes: number, tookMs: number, answered: boolean) => void;
}

export function createPace(): Pace {
  let size = FIRST;
  const between = (bytes: number) => Math.round(Math.min(LARGEST, Math.max(SMALLEST, bytes)));
  return {
    bytes: () => size,
    heard: (sentBytes, tookMs, answered) => {
      // At most twofold: one quick answer out of a buffer says little about the line.
      const fits = (sentBytes / Math.max(1, tookMs)) * AIM_MS;
      size = answered ? between(Math.min(size * 2, fits)) : between(size / 2);
    },
  };
}
