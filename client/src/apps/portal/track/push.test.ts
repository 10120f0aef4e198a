import { pushEndSchema, pushSchema } from '@ioc/contracts/api/report';
import { isOn, pushTrouble, turnOff, turnOn } from './push.ts';

const KEY = 'BNbSeP_-Aw';
const ENDPOINT = 'https://push.example/send/abc';
const kept = new Map<string, string>();
const asked: { path: string; method: string; body: unknown }[] = [];
let permission: string;
let status: number;
let keyGiven: Uint8Array | null;

const subscription = {
  endpoint: ENDPOINT,
  toJSON: () => ({ endpoint: ENDPOINT, keys: { p256dh: 'p'.repeat(87), auth: 'a'.repeat(22) } }),
};

beforeEach(() => {
  kept.clear();
  asked.length = 0;
  [permission, status, keyGiven] = ['default', 204, null];
  const Notification = {
    get permission() {
      return permission;
    },
    requestPermission: () =>
      Promise.resolve((permission = permission === 'default' ? 'granted' : permission)),
  };
  const pushManager = {
    getSubscription: () => Promise.resolve(keyGiven ? subscription : null),
    subscribe: ({ applicationServerKey }: { applicationServerKey: Uint8Array }) => {
      keyGiven = applicationServerKey;
      return Promise.resolve(subscription);
    },
  };
  const registration = { active: {}, pushManager };
  Object.assign(globalThis, {
    isSecureContext: true,
    window: { PushManager: {}, Notification },
    Notification,
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => kept.set(key, text),
    },
    fetch: (path: string, init: { method: string; body: string }) => {
      asked.push({ path, method: init.method, body: JSON.parse(init.body) });
      return Promise.resolve(new Response(null, { status }));
    },
  });
  Object.defineProperty(globalThis, 'navigator', {
    configurable: true,
    value: { serviceWorker: { register: () => Promise.resolve(registration) } },
  });
});

describe('being told on this phone', () => {
  it('tells the server what the browser gave, in the words of the contract', async () => {
    expect(isOn('QT-1')).toBe(false);
    expect(await turnOn('QT-1', KEY, 'vi')).toBeNull();
    expect(asked).toMatchObject([{ path: '/api/v1/track/QT-1/push', method: 'POST' }]);
    expect(pushSchema.safeParse(asked[0]?.body).success).toBe(true);
    expect([...(keyGiven ?? [])]).toEqual([...Buffer.from(KEY, 'base64url')]);
    expect([isOn('QT-1'), isOn('QT-2')]).toEqual([true, false]);
  });

  it('is ended for one report alone', async () => {
    await turnOn('QT-1', KEY, 'vi');
    await turnOn('QT-2', KEY, 'vi');
    expect(await turnOff('QT-1')).toBeNull();
    expect(pushEndSchema.safeParse(asked.at(-1)?.body).success).toBe(true);
    expect([isOn('QT-1'), isOn('QT-2')]).toEqual([false, true]);
  });

  it('is not called on when the resident or the server says no', async () => {
    permission = 'denied';
    expect(pushTrouble()).toBe('denied');
    expect(await turnOn('QT-1', KEY, 'vi')).toBe('denied');
    expect(asked).toEqual([]);
    [permission, status] = ['default', 503];
    expect(await turnOn('QT-1', KEY, 'vi')).toBe('failed');
    expect(isOn('QT-1')).toBe(false);
  });

  it('says why it cannot be, before anybody is asked', () => {
    Object.assign(globalThis, { isSecureContext: false });
    expect(pushTrouble()).toBe('insecure');
    Object.assign(globalThis, { isSecureContext: true, window: {} });
    expect(pushTrouble()).toBe('none');
  });
});
