// Lines of text that a decoder is thrown at: good ones with bytes flipped, cut, repeated, shuffled or swollen, and
// gibberish. `fuzz.ts` does the same for JSON.
import fc from 'fast-check';
import type { Connector } from '../connector.ts';
import { prepareFact } from '../pipeline/prepare.ts';
import { Registry } from '../registry/registry.ts';
import { Reject } from '../wire/reject.ts';
import { CASE_CONTEXT } from './golden.ts';

const EMPTY_REGISTRY = new Registry({ units: [], codes: [], assets: [] });
const RUNS = Number(process.env['IOC_FUZZ_RUNS'] ?? 400);
const LINE_BYTES = 64 * 1024;

/** Throws when decoding or preparing throws anything but a Reject; answers the slowest decode, ms. */
export function fuzzLines(connector: Connector, samples: readonly string[]): number {
  let slowestMs = 0;
  const property = fc.property(lines(samples), (bytes) => {
    // Another process may have had the core: slow is what is slow each time.
    let ms = decodeMs(connector, bytes);
    for (let again = 0; again < 3 && ms > SUSPICIOUS_MS; again++)
      ms = Math.min(ms, decodeMs(connector, bytes));
    slowestMs = Math.max(slowestMs, ms);
  });
  fc.assert(property, { numRuns: RUNS });
  return slowestMs;
}

const SUSPICIOUS_MS = 10;

function decodeMs(connector: Connector, bytes: Uint8Array): number {
  const payload = Buffer.from(bytes);
  const message = {
    address: 'syslog:192.0.2.1',
    payload,
    body: payload,
    receivedAt: '2026-03-01T00:00:00.000Z',
  };
  const startedAtMs = performance.now();
  try {
    const { facts } = connector.decode(message, CASE_CONTEXT);
    const origin = { ...message, source: connector.source.id, connector: connector.id };
    for (const fact of facts) prepareFact(connector, fact, origin, EMPTY_REGISTRY);
  } catch (error) {
    if (!(error instanceof Reject)) throw error;
  }
  return performance.now() - startedAtMs;
}

function lines(samples: readonly string[]): fc.Arbitrary<Uint8Array> {
  const sample = fc.constantFrom(...samples);
  const text = fc.oneof(
    sample,
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc
      .tuple(sample, fc.nat(), fc.nat())
      .map(([line, a, b]) => line.slice(a % line.length) + line.slice(0, b % line.length)),
    fc
      .tuple(sample, fc.nat(), fc.string({ maxLength: 8 }))
      .map(([line, at, piece]) => swollen(line, at % line.length, piece)),
    fc.tuple(sample, sample).map(([one, other]) => `${one} ${other}`),
  );
  return fc.tuple(text, fc.nat(), fc.option(fc.nat({ max: 255 }))).map(([line, at, byte]) => {
    const bytes = new Uint8Array(Buffer.from(line));
    if (byte !== null && bytes.length) bytes[at % bytes.length] = byte;
    return bytes;
  });
}

/** A piece again and again, up to the longest line that the door lets in. */
const swollen = (line: string, at: number, piece: string): string =>
  line.slice(0, at) + (piece || ' ').repeat(Math.floor(LINE_BYTES / (piece.length || 1))) + line.slice(at);
