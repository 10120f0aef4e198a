import type { DownEvents, Fault, Heartbeat } from '@ioc/contracts/stream/down';

/** How the hub reaches clients; the gateway implements it, a test can too. */
export interface Transport {
  /** Encoded once for all of them, and again for nobody who gets the same payload right after. Answers its bytes. */
  send<E extends keyof DownEvents>(clients: readonly string[], event: E, payload: DownEvents[E]): number;
  /** To everyone who can take it right now and had none for a second, or nearly and is being written to. */
  beat(heartbeat: Heartbeat): void;
  /** What was sent before has left, or nearly: little waits in this process. */
  isClear(client: string): boolean;
  /** Sends it away; it may come back and is asked at the door. */
  close(client: string): void;
  /** Ends the line without taking anything back; it comes back after a pause and goes on from where it was. */
  hangUp(client: string, why: Fault): void;
}
