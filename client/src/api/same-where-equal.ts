// What was read again, made of the very objects of before wherever it says the same: whoever looks at a part that did not
// change sees no news, and keeps its streams.
export function sameWhereEqual<T>(before: T | null, after: T): T {
  return merged(before, after) as T;
}

function merged(before: unknown, after: unknown): unknown {
  if (Object.is(before, after)) return before;
  if (Array.isArray(before) && Array.isArray(after)) {
    const items = after.map((item, at) => merged(before[at], item));
    return items.length === before.length && items.every((item, at) => item === before[at]) ? before : items;
  }
  if (!isPlain(before) || !isPlain(after)) return after;
  const entries = Object.entries(after).map(([key, value]) => [key, merged(before[key], value)] as const);
  const isSame =
    entries.length === Object.keys(before).length && entries.every(([key, value]) => before[key] === value);
  return isSame ? before : Object.fromEntries(entries);
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
