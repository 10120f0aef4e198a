import type { DownEvents } from '@ioc/contracts/stream/down';

/** How the hub reaches clients; the gateway implements it, a test can too. */
export interface Transport {
  /** Encoded once for all of them. */
  send<E extends keyof DownEvents>(clients: readonly string[], event: E, payload: DownEvents[E]): void;
  /** To everyone who can take it right now; others miss it. */
  sendVolatile<E extends keyof DownEvents>(event: E, payload: DownEvents[E]): void;
  /** Nothing sent before is still waiting to leave. */
  isClear(client: string): boolean;
  /** Sends it away; it may come back and is asked at the door. */
  close(client: string): void;
}
