// Web push, only after a tap and only where it is real: every reason why it cannot be is told as such.
import type { PushKeyAnswer } from '@ioc/contracts/api/report';
import { getJson } from '../../../light-kit/get-json.ts';
import type { Language } from '../../../light-kit/page-language.ts';
import { serviceWorker } from '../offline/register.ts';
import { say } from './say.ts';

export type PushTrouble = 'insecure' | 'none' | 'site' | 'denied' | 'failed';

const isKey = (value: unknown): value is PushKeyAnswer =>
  typeof value === 'object' && value !== null && 'publicKey' in value;

/** Why this browser cannot, before anything is asked; null when it may be tried. */
export function pushTrouble(): PushTrouble | null {
  if (!isSecureContext) return 'insecure';
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window))
    return 'none';
  return Notification.permission === 'denied' ? 'denied' : null;
}

/** Whether this site sends push at all: asked without bothering anybody. */
export async function siteKey(): Promise<string | null> {
  const got = await getJson('/api/v1/push-key', isKey);
  return got.kind === 'ok' ? got.value.publicKey : null;
}

/** Asks the resident, then the browser's push service, then tells the server; must be called from a tap. */
export async function turnOn(code: string, key: string, language: Language): Promise<PushTrouble | null> {
  try {
    const permission = await Notification.requestPermission();
    if (permission !== 'granted') return 'denied';
    const registration = await serviceWorker();
    if (!registration) return 'none';
    const subscription =
      (await registration.pushManager.getSubscription()) ??
      (await registration.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: bytesOf(key),
      }));
    const { endpoint, keys } = subscription.toJSON();
    if (!endpoint || !keys?.['p256dh'] || !keys['auth']) return 'failed';
    const said = await say(code, 'push', { endpoint, p256dh: keys['p256dh'], auth: keys['auth'], language });
    if (said !== 'ok') return 'failed';
    remember(code, true);
    return null;
  } catch {
    return 'failed';
  }
}

/** Stops the messages about one report; those about others go on. */
export async function turnOff(code: string): Promise<PushTrouble | null> {
  try {
    const subscription = await (await serviceWorker())?.pushManager.getSubscription();
    if (subscription && (await say(code, 'push', { endpoint: subscription.endpoint }, 'DELETE')) === 'failed')
      return 'failed';
    remember(code, false);
    return null;
  } catch {
    return 'failed';
  }
}

const KEY = 'ioc-report-push';

const codes = (): string[] => {
  try {
    return (localStorage.getItem(KEY) ?? '').split(' ').filter(Boolean);
  } catch {
    return [];
  }
};

export const isOn = (code: string): boolean =>
  pushTrouble() === null && Notification.permission === 'granted' && codes().includes(code);

function remember(code: string, on: boolean): void {
  try {
    const others = codes().filter((other) => other !== code);
    localStorage.setItem(KEY, [...others, ...(on ? [code] : [])].join(' '));
  } catch {
    // The button then offers it again, which does no harm.
  }
}

/** The base64url of a key as bytes. */
function bytesOf(key: string): Uint8Array<ArrayBuffer> {
  const text = atob(key.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
