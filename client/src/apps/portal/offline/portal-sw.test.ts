// The service worker as the build writes it, run against a browser of paper.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

const TEMPLATE = readFileSync(path.join(__dirname, 'portal-sw.js'), 'utf8');
const ORIGIN = 'https://ioc.example';
type Listener = (event: Record<string, unknown>) => void;
interface Answer {
  readonly status: number;
  readonly from: string;
}

function browser() {
  const listeners = new Map<string, Listener>();
  const stores = new Map<string, Set<string>>();
  const shown: unknown[] = [];
  const opened: string[] = [];
  let network: (url: string) => Promise<Answer> = (url) =>
    Promise.resolve({ status: 200, from: `network ${url}` });
  const urlOf = (asked: string | { url: string }) => (typeof asked === 'string' ? asked : asked.url);
  const context = {
    self: {
      addEventListener: (name: string, listener: Listener) => listeners.set(name, listener),
      registration: {
        showNotification: (title: string, more: object) => void shown.push({ title, ...more }),
      },
      clients: { matchAll: () => Promise.resolve([]), openWindow: (url: string) => void opened.push(url) },
    },
    caches: {
      open: (name: string) => {
        stores.set(name, new Set());
        return Promise.resolve({
          addAll: (requests: { url: string }[]) => {
            for (const request of requests) stores.get(name)?.add(request.url);
            return Promise.resolve();
          },
        });
      },
      keys: () => Promise.resolve([...stores.keys()]),
      delete: (name: string) => Promise.resolve(stores.delete(name)),
      match: (asked: string, { cacheName }: { cacheName: string }) =>
        Promise.resolve(
          stores.get(cacheName)?.has(asked) ? { status: 200, from: `cache ${asked}` } : undefined,
        ),
    },
    Request: class {
      constructor(readonly url: string) {}
    },
    fetch: (asked: string | { url: string }) => network(urlOf(asked)),
    location: new URL(ORIGIN),
    URL,
    // Patience ends at once: what the network does not answer at once is slow here.
    setTimeout: (call: (value: null) => void) => setImmediate(() => call(null)),
  };
  const source = TEMPLATE.replace("['__FILES__']", '["/assets/report-1.js","/boot.js"]').replace(
    '__VERSION__',
    'v3',
  );
  vm.runInNewContext(source, context);
  const fire = async (name: string, event: Record<string, unknown> = {}) => {
    let outcome: unknown;
    const take = (work: unknown) => void (outcome = work);
    listeners.get(name)?.({ ...event, waitUntil: take, respondWith: take });
    return (await outcome) as Answer | undefined;
  };
  const ask = (url: string, more: object = {}) =>
    fire('fetch', { request: { url: ORIGIN + url, method: 'GET', mode: 'cors', ...more } });
  return { stores, shown, opened, fire, ask, line: (next: typeof network) => (network = next) };
}

const dead = () => Promise.reject(new Error('no line'));

describe('the service worker of the portal', () => {
  it('keeps the page and its own files, and clears what is two versions old', async () => {
    const { stores, fire } = browser();
    for (const old of ['portal-v1', 'portal-v2', 'someone-else']) stores.set(old, new Set());
    await fire('install');
    await fire('activate');
    expect([...stores.keys()]).toEqual(['portal-v2', 'someone-else', 'portal-v3']);
    expect([...(stores.get('portal-v3') ?? [])]).toEqual(['/report', '/assets/report-1.js', '/boot.js']);
  });

  it('answers its own files from the cache and never touches what the server says', async () => {
    const { fire, ask } = browser();
    await fire('install');
    expect(await ask('/assets/report-1.js')).toMatchObject({ from: 'cache /assets/report-1.js' });
    expect(await ask('/api/v1/site')).toBeUndefined();
    expect(await ask('/api/v1/reports/x', { method: 'PUT' })).toBeUndefined();
    expect(await ask('/assets/wall-1.js')).toBeUndefined();
  });

  it('takes the page from the network, and the kept one when there is none, it is slow or in trouble', async () => {
    const { fire, ask, line } = browser();
    await fire('install');
    const open = () => ask('/track/QT-7K2M', { mode: 'navigate' });
    expect(await open()).toMatchObject({ from: 'network https://ioc.example/track/QT-7K2M' });
    line(dead);
    expect(await open()).toMatchObject({ from: 'cache /report' });
    line(() => new Promise(() => {}));
    expect(await open()).toMatchObject({ from: 'cache /report' });
    line(() => Promise.resolve({ status: 503, from: 'network' }));
    expect(await open()).toMatchObject({ from: 'cache /report' });
  });

  it('shows what a message says, and something true when it cannot be read', async () => {
    const { fire, shown } = browser();
    await fire('push', {
      data: { json: () => ({ title: 'Đang xử lý', body: 'b', tag: 't', language: 'vi', url: '/track' }) },
    });
    await fire('push', { data: null });
    expect(shown).toMatchObject([
      { title: 'Đang xử lý', body: 'b', tag: 't', data: '/track' },
      { title: 'Phản ánh hiện trường', body: 'Phản ánh của bạn có diễn biến mới.' },
    ]);
  });

  it('opens only addresses of this site', async () => {
    const { fire, opened } = browser();
    for (const data of ['/track', 'https://elsewhere.example/x'])
      await fire('notificationclick', { notification: { close: () => {}, data } });
    expect(opened).toEqual(['/track', '/track']);
  });
});
