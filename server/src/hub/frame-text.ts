// A frame as JSON. Where its rows were written already, so that they could be measured, they are not written again.
import type { Frame } from '@ioc/contracts/stream/down';

/** The newest, until they are sent: of what nobody could take nothing is kept, and it is written once more if it is asked for. */
const written = new Map<Frame, readonly string[]>();
const KEPT = 64;

/** `rows`: the JSON of each of its rows. */
export function keepRows(frame: Frame, rows: readonly string[]): void {
  written.set(frame, rows);
  const [oldest] = written.keys();
  if (oldest && written.size > KEPT) written.delete(oldest);
}

export function frameText(frame: Frame): string {
  const texts = written.get(frame);
  if (!texts) return JSON.stringify(frame);
  written.delete(frame);
  const { rows: _, ...rest } = frame;
  return `${JSON.stringify(rest).slice(0, -1)},"rows":[${texts.join(',')}]}`;
}
