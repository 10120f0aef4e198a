import { expect } from '@playwright/test';

export interface Api {
  get<T>(path: string): Promise<T>;
}

export interface EventItem {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly severity: string;
  readonly state: string;
  readonly title: string;
  readonly point: [number, number] | null;
  readonly unit: { name: string } | null;
  readonly revision: number;
  readonly storedAt: string;
}

export const apiOf = (base: string, token: string): Api => ({
  async get<T>(path: string): Promise<T> {
    const answer = await fetch(`${base}${path}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(10_000),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  },
});

/** Waits until `read` answers what `accept` wants. */
export async function eventually<T>(
  read: () => Promise<T>,
  accept: (value: T) => boolean,
  timeout = 20_000,
): Promise<T> {
  let last: T | undefined;
  await expect
    .poll(
      async () => {
        last = await read();
        return accept(last);
      },
      { timeout, intervals: [100, 250, 500] },
    )
    .toBe(true);
  return last as T;
}
