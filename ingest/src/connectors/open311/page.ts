// An answer to GET requests, in whatever wrapping: a list as the standard says, the list below a name, XML.
import { z } from 'zod';
import { parseJson, parseShape } from '../../wire/json.ts';
import { Reject } from '../../wire/reject.ts';
import { parseXml } from '../../wire/xml.ts';
import type { XmlElement } from '../../wire/xml.ts';

const MAX_PAGE_BYTES = 16 * 1024 * 1024;
const pageSchema = z.array(z.unknown()).max(10_000);
/** In order of trust: `{"requests": [{"request": […]}]}` is FixMyStreet's. */
const WRAPPERS = ['requests', 'service_requests', 'request', 'items', 'data', 'results'];
const MAX_WRAPPERS = 3;

/** The requests of a page, not yet checked; throws Reject. */
export function itemsOf(body: Buffer, charset: string | undefined): unknown[] {
  const value = looksLikeXml(body)
    ? fromXml(parseXml(body, { maxBytes: MAX_PAGE_BYTES, charset }))
    : parseJson(body, { maxBytes: MAX_PAGE_BYTES, revise: withoutMark });
  const list = listIn(value);
  if (!Array.isArray(list)) throw new Reject('schema', 'the document is no list of service requests');
  return parseShape(pageSchema, list);
}

/** Servers for whom only XML is at hand send it whatever was asked for. */
function looksLikeXml(body: Buffer): boolean {
  const start = body
    .toString('latin1', 0, 100)
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '');
  return start.trimStart().startsWith('<');
}

const withoutMark = (text: string): string => text.replace(/^\ufeff/, '');

function listIn(value: unknown, depth = 0): unknown {
  if (depth >= MAX_WRAPPERS || typeof value !== 'object' || value === null) return value;
  const [only] = Array.isArray(value) && value.length === 1 ? (value as unknown[]) : [undefined];
  const wrapping = (Array.isArray(value) ? only : value) as Record<string, unknown> | null | undefined;
  if (typeof wrapping !== 'object' || wrapping === null || 'service_request_id' in wrapping) return value;
  const name = WRAPPERS.find((candidate) => candidate in wrapping);
  if (name) return listIn(wrapping[name] ?? [], depth + 1);
  // An error the server tells with status 200 is not "no requests".
  if (['code', 'errors', 'error', 'message', 'detail'].some((key) => key in wrapping))
    throw new Reject('schema', 'the server answered with an error instead of requests');
  return value;
}

function fromXml(root: XmlElement): unknown {
  if (root.name === 'errors' || root.name === 'error') return { errors: true };
  if (root.name !== 'service_requests' && root.name !== 'requests')
    throw new Reject('schema', 'the document is no list of service requests');
  return root.children.filter(({ name }) => name === 'request').map((request) => valueOf(request));
}

/** An element as JSON would have it; of several with one name, the list. */
function valueOf(element: XmlElement): unknown {
  if (!element.children.length) return element.text.trim() || null;
  const value = new Map<string, unknown>();
  for (const child of element.children) {
    const before = value.get(child.name);
    const next = valueOf(child);
    value.set(child.name, before === undefined ? next : [before, next].flat());
  }
  return Object.fromEntries(value);
}
