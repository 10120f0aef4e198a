// RFC 5424 and RFC 3164 headers, tolerant where real boxes are: what matters is who sent it and where the message
// begins. https://www.rfc-editor.org/rfc/rfc5424, https://www.rfc-editor.org/rfc/rfc3164

export interface SyslogMessage {
  /** 0 (worst) to 7. */
  readonly severity: number;
  readonly host: string | null;
  readonly app: string | null;
  readonly text: string;
}

const PRIORITY = /^<(\d{1,3})>/;
const HEADER_5424 = /^1 (\S{1,64}) (\S{1,255}) (\S{1,48}) (\S{1,128}) (\S{1,32}) /;
const HEADER_3164 = /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d (\S{1,255}) /;
const TAG_3164 = /^([\w./-]{1,48})(?:\[\d{1,10}\])?: ?/;
const MAX_PRIORITY = 191;

/** Null when the line is no syslog at all. */
export function parseSyslog(line: string): SyslogMessage | null {
  const priority = PRIORITY.exec(line);
  if (!priority || Number(priority[1]) > MAX_PRIORITY) return null;
  const severity = Number(priority[1]) % 8;
  const rest = line.slice(priority[0].length);
  return parse5424(rest, severity) ?? parse3164(rest, severity);
}

function parse5424(rest: string, severity: number): SyslogMessage | null {
  const header = HEADER_5424.exec(rest);
  if (!header) return null;
  const end = endOfStructuredData(rest, header[0].length);
  if (end === null) return null;
  const text = rest
    .slice(end)
    .replace(/^ /, '')
    .replace(/^\ufeff/, '');
  return { severity, host: unlessNil(header[2]), app: unlessNil(header[3]), text };
}

const unlessNil = (word: string | undefined): string | null => (word && word !== '-' ? word : null);

/** The index behind `-` or `[id name="value"]…`; quotes may hold `\]`. */
function endOfStructuredData(text: string, start: number): number | null {
  if (text[start] === '-') return start + 1;
  let at = start;
  while (text[at] === '[') {
    let quoted = false;
    for (at += 1; at < text.length; at++) {
      const character = text[at];
      if (character === '\\') at += 1;
      else if (character === '"') quoted = !quoted;
      else if (character === ']' && !quoted) break;
    }
    if (text[at] !== ']') return null;
    at += 1;
  }
  return at > start ? at : null;
}

function parse3164(rest: string, severity: number): SyslogMessage {
  const header = HEADER_3164.exec(rest);
  const body = header ? rest.slice(header[0].length) : rest;
  const tag = TAG_3164.exec(body);
  return {
    severity,
    host: header?.[1] ?? null,
    app: tag?.[1] ?? null,
    text: tag ? body.slice(tag[0].length) : body,
  };
}
