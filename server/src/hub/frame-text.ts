// A frame as JSON. Where its rows were written already, so that they could be measured, they are not written again.
import type { Frame } from '@ioc/contracts/stream/down';

/** Until it is sent; who comes back to it later has it written once more. */
const written = new WeakMap<Frame, readonly string[]>();

/** `rows`: the JSON of each of its rows. */
export function keepRows(frame: Frame, rows: readonly string[]): void {
  written.set(frame, rows);
}

export function frameText(frame: Frame): string {
  const texts = written.get(frame);
  if (!texts) return JSON.stringify(frame);
  written.delete(frame);
  const { rows: _, ...rest } = frame;
  return `${JSON.stringify(rest).slice(0, -1)},"rows":[${texts.join(',')}]}`;
}
