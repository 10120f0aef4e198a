import type { DraftPoint } from '../draft/draft.ts';

export type LocateError = 'insecure' | 'denied' | 'unavailable';

const TIMEOUT_MS = 20_000;
const PERMISSION_DENIED = 1;

/** False on plain http: browsers then refuse without asking, so the page says why before anyone presses. */
export const canLocate = () => isSecureContext && 'geolocation' in navigator;

/** The phone's position with its own estimate of accuracy, or why there is none; never throws. */
export function locate(): Promise<DraftPoint | LocateError> {
  if (!canLocate()) return Promise.resolve('insecure');
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve(pointOf(coords)),
      ({ code }) => resolve(code === PERMISSION_DENIED ? 'denied' : 'unavailable'),
      { enableHighAccuracy: true, timeout: TIMEOUT_MS, maximumAge: 10_000 },
    );
  });
}

/** Six decimals are 0.1 m: more would only pretend. */
export function pointOf(coords: { longitude: number; latitude: number; accuracy: number }): DraftPoint {
  const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
  return {
    from: 'phone',
    lon: round(coords.longitude),
    lat: round(coords.latitude),
    accuracyM: Math.min(1_000_000, Math.max(0, coords.accuracy)),
    unitName: '',
  };
}
