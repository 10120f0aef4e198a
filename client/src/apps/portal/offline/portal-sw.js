// The portal's service worker: its own files and nothing else. The page comes from the network when there is one, so that
// a new version is seen at the next load; its files, whose names change with their content, come from the cache. What the
// server says (/api) is never kept and never answered from here. The build writes FILES and VERSION (vite.config.ts).
// No skipWaiting: an open page keeps the files that it began with, and drafts lie in IndexedDB, out of reach of all this.
const FILES = ['__FILES__'];
const VERSION = '__VERSION__';
const PREFIX = 'portal-';
const CACHE = PREFIX + VERSION;
const PAGE = '/report';
const PATIENCE_MS = 4000;
/** The version before this one may still be on a screen. */
const CACHES_KEPT = 2;

self.addEventListener('install', (event) => event.waitUntil(precache()));
self.addEventListener('activate', (event) => event.waitUntil(forgetOldVersions()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (FILES.includes(pathname)) event.respondWith(ownFile(request, pathname));
});
self.addEventListener('push', (event) => event.waitUntil(notify(event.data)));
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data));
});

async function precache() {
  const cache = await caches.open(CACHE);
  // A name with a hash may come out of the browser's own cache; the others must be of today.
  const asked = (url) => new Request(url, { cache: url.startsWith('/assets/') ? 'default' : 'reload' });
  await cache.addAll([PAGE, ...FILES].map(asked));
}

async function forgetOldVersions() {
  const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  const old = ours.slice(0, Math.max(0, ours.length - CACHES_KEPT + 1));
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** The network's page; the kept one where there is no network, it is slower than patience, or the server is in trouble. */
async function page(request) {
  const kept = await caches.match(PAGE, { cacheName: CACHE });
  if (!kept) return fetch(request);
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  const answer = await Promise.race([fetch(request).catch(() => null), patience]);
  return answer && answer.status < 500 ? answer : kept;
}

async function ownFile(request, pathname) {
  return (await caches.match(pathname, { cacheName: CACHE })) || fetch(request);
}

async function notify(data) {
  let message = {};
  try {
    message = data.json();
  } catch {
    // A message that cannot be read still means that something happened, and the browser wants it shown.
  }
  await self.registration.showNotification(message.title || 'Phản ánh hiện trường', {
    body: message.body || 'Phản ánh của bạn có diễn biến mới.',
    tag: message.tag || 'portal',
    lang: message.language || 'vi',
    icon: '/portal-192.png',
    data: message.url || '/track',
  });
}

/** Brings a page of the portal to the front, or opens one; never an address of another site. */
async function show(url) {
  const { origin, pathname } = new URL(url, location.origin);
  const path = origin === location.origin ? pathname : '/track';
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = pages.find((one) => new URL(one.url).pathname.startsWith(path));
  return open ? open.focus() : self.clients.openWindow(path);
}
