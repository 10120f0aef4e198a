// Large frames come in parts (S2.5), with other frames in between. Nothing of one is handed on before its last part: half
// a map would look like a whole one. A part that does not follow the one before is a hole, to be asked about.
import type { Frame } from '@ioc/contracts/stream/down';

export type Joined = { readonly frame: Frame } | 'waiting' | 'torn';

export class FrameParts {
  private readonly begun = new Map<string, Frame[]>();

  /** `id`: of the stream. A frame that is whole, or a first part, ends what had begun. */
  take(id: string, frame: Frame): Joined {
    const before = this.begun.get(id) ?? [];
    this.begun.delete(id);
    if (!frame.part) return { frame };
    const { n, of } = frame.part;
    const parts = n === 0 ? [frame] : [...before, frame];
    if (parts.length !== n + 1 || !parts.every((part) => isOfOne(part, frame))) return 'torn';
    if (parts.length === of) return { frame: joined(parts, frame) };
    this.begun.set(id, parts);
    return 'waiting';
  }

  forget(id: string): void {
    this.begun.delete(id);
  }

  forgetAll(): void {
    this.begun.clear();
  }
}

const isOfOne = (a: Frame, b: Frame): boolean =>
  a.from === b.from && a.to === b.to && a.at === b.at && a.part?.of === b.part?.of;

function joined(parts: readonly Frame[], last: Frame): Frame {
  const { part: _, ...frame } = last;
  return {
    ...frame,
    rows: parts.flatMap(({ rows }) => rows),
    gone: parts.flatMap(({ gone }) => gone),
  };
}
