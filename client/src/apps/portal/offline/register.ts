// The portal's own service worker, for its two paths and no other page of this site. It needs HTTPS (or this machine):
// elsewhere the page works as long as it is open, and says so.

const SCRIPT = '/portal-sw.js';
const SCOPES = ['/report', '/track'] as const;

let registered: Promise<ServiceWorkerRegistration | null> | null = null;

export function registerServiceWorker(): void {
  registered ??= register();
}

/** The registration that push messages come through; null where there is none. */
export async function serviceWorker(): Promise<ServiceWorkerRegistration | null> {
  registerServiceWorker();
  const registration = await registered;
  // A subscription needs an active worker; navigator.serviceWorker.ready would wait for ever on a page of the other scope.
  const worker = registration?.installing ?? registration?.waiting;
  if (!registration || registration.active || !worker) return registration ?? null;
  return new Promise((resolve) => {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve(registration);
      if (worker.state === 'redundant') resolve(null);
    });
  });
}

async function register(): Promise<ServiceWorkerRegistration | null> {
  try {
    const [first] = await Promise.all(
      SCOPES.map((scope) => navigator.serviceWorker.register(SCRIPT, { scope, updateViaCache: 'none' })),
    );
    return first ?? null;
  } catch {
    return null;
  }
}
