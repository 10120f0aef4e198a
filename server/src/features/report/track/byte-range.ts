/** One range of a `Range` header, both ends included; null: the whole; 'none': it lies beyond. Several are the whole. */
export function rangeOf(header: string | undefined, bytes: number): [number, number] | 'none' | null {
  const [, first, last] = /^bytes=(\d{0,12})-(\d{0,12})$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  if (first === '') return Number(last) === 0 ? 'none' : [Math.max(0, bytes - Number(last)), bytes - 1];
  const [from, to] = [Number(first), last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1)];
  return from > to ? 'none' : [from, to];
}
