// What every decoder is thrown at: random bytes, random JSON, and a good message with bytes flipped, cut, or one of its
// values (JSON) or texts, attributes and elements (XML) replaced, doubled or taken away.
import fc from 'fast-check';
import type { Connector, Message } from '../connector.ts';
import { prepareFact, prepareFigure, prepareValue } from '../pipeline/prepare.ts';
import { Registry } from '../registry/registry.ts';
import { Reject } from '../wire/reject.ts';
import { CASE_CONTEXT } from './golden.ts';
import { isXml } from './samples.ts';

const EMPTY_REGISTRY = new Registry({ units: [], codes: [], assets: [] });
const RUNS = Number(process.env['IOC_FUZZ_RUNS'] ?? 400);

export interface FuzzTarget {
  readonly connector: Connector;
  readonly addresses: readonly string[];
  readonly samples: readonly string[];
  /** Good messages that are no JSON: flipped and cut. */
  readonly files?: readonly Buffer[];
}

/** Throws when decoding or preparing throws anything but a Reject; answers the slowest decode, ms. */
export function fuzzDecoder({ connector, addresses, samples, files = [] }: FuzzTarget): number {
  let slowestMs = 0;
  const property = fc.property(fc.constantFrom(...addresses), payloads(samples, files), (address, bytes) => {
    const body = Buffer.from(bytes);
    const message: Message = { address, payload: body, body, receivedAt: '2026-03-01T00:00:00.000Z' };
    const startedAtMs = performance.now();
    try {
      const { facts, figures = [], values = [] } = connector.decode(message, CASE_CONTEXT);
      const origin = { ...message, source: connector.source.id, connector: connector.id };
      for (const fact of facts) prepareFact(connector, fact, origin, EMPTY_REGISTRY);
      for (const figure of figures) prepareFigure(connector, figure, origin, EMPTY_REGISTRY);
      for (const value of values) prepareValue(connector, value, origin, EMPTY_REGISTRY);
    } catch (error) {
      if (!(error instanceof Reject)) throw error;
    } finally {
      slowestMs = Math.max(slowestMs, performance.now() - startedAtMs);
    }
  });
  fc.assert(property, { numRuns: RUNS });
  return slowestMs;
}

function payloads(samples: readonly string[], files: readonly Buffer[]): fc.Arbitrary<Uint8Array> {
  const encode = (text: string) => new Uint8Array(Buffer.from(text));
  const sample = fc.constantFrom(...samples);
  return fc.oneof(
    ...(files.length ? [damagedFiles(files)] : []),
    fc.uint8Array({ maxLength: 300 }),
    fc.json({ maxDepth: 6 }).map(encode),
    fc
      .tuple(sample, fc.nat(), fc.nat({ max: 255 }))
      .map(([text, at, byte]) => flipped(encode(text), at, byte)),
    fc.tuple(sample, fc.nat()).map(([text, at]) => encode(text).slice(0, at % (text.length + 1))),
    fc
      .tuple(sample, fc.nat(), substitutes)
      .map(([text, at, substitute]) =>
        encode(isXml(text) ? replacedPart(text, at, substitute) : replacedValue(text, at, substitute.value)),
      ),
  );
}

function damagedFiles(files: readonly Buffer[]): fc.Arbitrary<Uint8Array> {
  const file = fc.constantFrom(...files).map((bytes) => new Uint8Array(bytes));
  return fc.oneof(
    fc.tuple(file, fc.nat(), fc.nat({ max: 255 })).map(([bytes, at, byte]) => flipped(bytes, at, byte)),
    fc.tuple(file, fc.nat()).map(([bytes, at]) => bytes.slice(0, at % (bytes.length + 1))),
  );
}

interface Substitute {
  readonly value: unknown;
  readonly text: string;
  readonly way: 'replace' | 'double' | 'drop';
}

/** Numbers, dates and positions at their edges, markup inside texts, and anything at all. */
const EDGES = [
  '',
  '0',
  '-1',
  '1e999',
  'NaN',
  '91,181',
  '0,0 0,0 0,0',
  '9999-12-31T23:59:59Z',
  '&lt;b&gt;',
  '&#0;',
  '<x/>',
];
const substitutes: fc.Arbitrary<Substitute> = fc.record({
  value: fc.jsonValue({ maxDepth: 2 }),
  text: fc.oneof(fc.constantFrom(...EDGES), fc.string({ unit: 'binary', maxLength: 40 })),
  way: fc.constantFrom('replace', 'double', 'drop'),
});

/** Texts between tags, values of attributes, and elements that hold no other. */
const XML_PART = /(?<=>)[^<>]+(?=<)|(?<==")[^"<>]*(?=")|<([\w:.-]+)[^<>]*>[^<>]*<\/\1>/g;

/** The sample with one of its parts, wherever it lies, replaced, doubled or taken away. */
function replacedPart(text: string, at: number, { text: other, way }: Substitute): string {
  const parts = [...text.matchAll(XML_PART)];
  const part = parts[at % parts.length];
  if (!part) return text;
  const by = { replace: other, double: part[0] + part[0], drop: '' }[way];
  return text.slice(0, part.index) + by + text.slice(part.index + part[0].length);
}

function flipped(bytes: Uint8Array, at: number, byte: number): Uint8Array {
  bytes[at % bytes.length] = byte;
  return bytes;
}

/** The sample with one of its values, wherever it lies, replaced by another. */
function replacedValue(text: string, at: number, value: unknown): string {
  let count = 0;
  JSON.parse(text, () => count++);
  let index = 0;
  const wanted = at % count;
  return JSON.stringify(JSON.parse(text, (_key, old: unknown) => (index++ === wanted ? value : old)));
}
