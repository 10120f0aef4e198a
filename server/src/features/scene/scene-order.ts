// Who stands where is said by each scene's own text (`order`), so that an exported scene takes its place along. To move
// one scene only that one is written anew, where a number lies between its new neighbours; else all are numbered again.
import { isScalar, parseDocument } from 'yaml';

const STEP = 10;
const MOST = 1_000;

interface Ordered {
  readonly id: string;
  readonly order: number;
}

/** The numbers that must change for the scenes to stand in this sequence. */
export function ordersFor(wanted: readonly Ordered[]): ReadonlyMap<string, number> {
  const staying = risingOf(wanted);
  const changed = new Map<string, number>();
  let before = -1;
  for (const [at, one] of wanted.entries()) {
    if (staying.has(one.id)) {
      before = one.order;
      continue;
    }
    const next = wanted.slice(at).find(({ id }) => staying.has(id))?.order ?? before + 2 * STEP;
    const between = Math.floor((before + next) / 2);
    if (between <= before || between >= next || between > MOST) return numberedAgain(wanted);
    changed.set(one.id, between);
    before = between;
  }
  return changed;
}

const numberedAgain = (wanted: readonly Ordered[]): ReadonlyMap<string, number> => {
  const step = Math.min(STEP, Math.floor(MOST / wanted.length));
  return new Map(
    wanted
      .map(({ id, order }, at) => ({ id, order, next: (at + 1) * step }))
      .filter(({ order, next }) => order !== next)
      .map(({ id, next }) => [id, next]),
  );
};

/** The longest part of the sequence whose numbers already rise. */
function risingOf(wanted: readonly Ordered[]): ReadonlySet<string> {
  const best: (readonly string[])[] = [];
  for (const [at, { id, order }] of wanted.entries()) {
    const before = best
      .slice(0, at)
      .filter((_, index) => (wanted[index]?.order ?? order) < order)
      .reduce<readonly string[]>((a, b) => (b.length > a.length ? b : a), []);
    best.push([...before, id]);
  }
  return new Set(best.reduce<readonly string[]>((a, b) => (b.length > a.length ? b : a), []));
}

/** The same text with another number; whatever else stands there stays as it was written. */
export function withOrder(text: string, order: number): string {
  const document = parseDocument(text);
  const node = document.get('order', true);
  if (isScalar(node) && node.range)
    return `${text.slice(0, node.range[0])}${order}${text.slice(node.range[1])}`;
  document.set('order', order);
  return document.toString({ lineWidth: 0 });
}
