// The answers as XML, written from the same values as the JSON: an object's keys are its elements, a list is written as
// elements of one name below it, nothing is an empty element (GeoReport v2). Whatever a text holds comes out as that text
// again: what would be markup is escaped, what XML cannot hold is left out.

/** What the elements of a list are called, by the name of the list. */
const ITEMS: Readonly<Record<string, string>> = {
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  service_requests_updates: 'request_update',
  service_request_updates: 'request_update',
  media_urls: 'media_url',
  endpoints: 'endpoint',
  formats: 'format',
  errors: 'error',
};

export const xmlOf = (root: string, value: unknown): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value)}\n`;

function element(name: string, value: unknown): string {
  if (!/^[A-Za-z_][\w.-]*$/.test(name)) return '';
  const content = contentOf(name, value);
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

function contentOf(name: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) {
    const item = ITEMS[name] ?? 'item';
    return value.map((one) => element(item, one)).join('');
  }
  if (typeof value === 'object')
    return Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([inner, content]) => element(inner, content))
      .join('');
  return escaped(typeof value === 'string' ? value : JSON.stringify(value));
}

/** Control characters, for which XML 1.0 has no way of writing. */
// oxlint-disable-next-line no-control-regex -- these very characters are meant
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

const escaped = (text: string): string =>
  text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(FORBIDDEN, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    // A reader may turn a bare one into a line feed.
    .replaceAll('\r', '&#13;');
