import type { Answer } from '../matrix/raw-request.ts';

/** Stack lines, files, SQL and its errors, names of what the server is made of. */
const INTERNALS =
  /\bat \S+ \(|\.(ts|js|mjs):\d+|node_modules|\/(work|root|home|tmp|usr)\/|\bSELECT\b|\bINSERT INTO\b|syntax error|relation "|column "|violates|invalid input syntax|unterminated|typeorm|QueryFailedError|ZodError|TypeError|SyntaxError/;

/** What is wrong with an answer to an attack; failures are problem+json (an array at Open311) without internals. */
export function wrongWith({ status, headers, text }: Answer, path: string): string[] {
  if (status === 503) return [];
  if (status >= 500) return [`${status} ${text.slice(0, 300)}`];
  if (status < 400) return [];
  const type = headers['content-type'] ?? '';
  const isProblem = type.startsWith('application/problem+json') || path.startsWith('/open311/');
  return [
    ...(isProblem || text === '' ? [] : [`${status} as ${type}`]),
    ...(INTERNALS.test(text) ? [`internals: ${text.slice(0, 300)}`] : []),
  ];
}
