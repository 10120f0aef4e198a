// Which keys a JSON object has, told from its bytes without parsing it: how connectors that share the syslog door know
// their own. Only keys of the outermost object count, because one product's line often holds another's: a Wazuh alert
// of Suricata carries a whole EVE event inside.
const [QUOTE, COLON, ESCAPE, OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [34, 58, 92, 91, 93, 123, 125];
const MAX_KEYS = 200;

/** The keys of the outermost object, in order; none when the bytes are no object. A cut object gives what came. */
export function* topLevelKeys(bytes: Buffer): Generator<string> {
  const start = firstByte(bytes, 0);
  if (bytes[start] !== OPEN) return;
  let depth = 0;
  for (let at = start, keys = 0; at < bytes.length && keys < MAX_KEYS; at++) {
    const byte = bytes[at];
    if (byte === OPEN || byte === OPEN_LIST) depth += 1;
    else if (byte === CLOSE || byte === CLOSE_LIST) {
      if (--depth === 0) return;
    } else if (byte === QUOTE) {
      const end = endOfString(bytes, at);
      if (depth === 1 && bytes[firstByte(bytes, end + 1)] === COLON) {
        keys += 1;
        yield bytes.toString('utf8', at + 1, end);
      }
      at = end;
    }
  }
}

/** Whether the outermost object has the key. */
export function hasKey(bytes: Buffer, wanted: string): boolean {
  // The search in native code first: most lines of others end here.
  if (!bytes.includes(`"${wanted}"`)) return false;
  for (const key of topLevelKeys(bytes)) if (key === wanted) return true;
  return false;
}

/** The first byte from `at` on that is no white space. */
function firstByte(bytes: Buffer, at: number): number {
  while (at < bytes.length && Number(bytes[at]) <= 32) at += 1;
  return at;
}

/** The closing quote of the string that opens at `at`. */
function endOfString(bytes: Buffer, at: number): number {
  for (let end = at + 1; end < bytes.length; end++) {
    if (bytes[end] === ESCAPE) end += 1;
    else if (bytes[end] === QUOTE) return end;
  }
  return bytes.length;
}
