// The bytes of a post: JSON only, at most 256 KB, within the time given. CloudEvents in binary mode (attributes in `ce-`
// headers, the data as body) become the structured form, so connectors know one form.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { MAX_MESSAGE_BYTES, parseJson } from '../wire/json.ts';
import { Reject } from '../wire/reject.ts';

const JSON_TYPES = new Set([
  'application/json',
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
]);
const MAX_ATTRIBUTES = 40;
const MAX_ATTRIBUTE_CHARACTERS = 1_000;

export function isJsonPost(headers: IncomingHttpHeaders): boolean {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const utf8 = parameters.every(
    (parameter) => !/charset/.test(parameter) || /charset="?utf-8"?/.test(parameter),
  );
  const encoding = headers['content-encoding'] ?? 'identity';
  return JSON_TYPES.has(type.trim()) && utf8 && encoding === 'identity';
}

export const saysTooLarge = (headers: IncomingHttpHeaders): boolean =>
  Number(headers['content-length'] ?? 0) > MAX_MESSAGE_BYTES;

/** The whole body; `too-large` or `aborted` as soon as that is known. Rejects when the sender hangs up. */
export function readBody(
  request: IncomingMessage,
  signal: AbortSignal,
): Promise<Buffer | 'too-large' | 'aborted'> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const settle = (outcome: Buffer | 'too-large' | 'aborted') => {
      request.off('data', take);
      signal.removeEventListener('abort', abort);
      resolve(outcome);
    };
    const take = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_MESSAGE_BYTES) settle('too-large');
      else chunks.push(chunk);
    };
    const abort = () => settle('aborted');
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    request.on('data', take);
    request.once('end', () => settle(Buffer.concat(chunks)));
    request.once('error', reject);
    request.once('close', () => reject(new Error('the sender hung up')));
  });
}

/** Binary mode as structured JSON; every other body, also one that cannot be read, as it is. */
export function structured(headers: IncomingHttpHeaders, body: Buffer): Buffer {
  if (headers['ce-specversion'] === undefined) return body;
  try {
    const event = { ...attributesOf(headers), data: parseJson(body) };
    return Buffer.from(JSON.stringify(event));
  } catch (error) {
    if (error instanceof Reject) return body;
    throw error;
  }
}

function attributesOf(headers: IncomingHttpHeaders): Record<string, string> {
  const named = Object.entries(headers).filter(([name]) => /^ce-[a-z0-9]{1,20}$/.test(name));
  return Object.fromEntries(
    named
      .slice(0, MAX_ATTRIBUTES)
      .map(([name, value]) => [name.slice(3), decoded(String(value)).slice(0, MAX_ATTRIBUTE_CHARACTERS)]),
  );
}

/** Values are percent-encoded. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
