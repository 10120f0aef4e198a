// "Now" on every screen is the hub's clock: a wall with a wrong clock must not show wrong ages. A message is always a
// little late, so the truest offset is the largest one heard lately. `performance.now` does not jump when someone sets
// the machine's clock.
const REMEMBERED = 15;

export class HubClock {
  private offsets: number[] = [];
  private readonly steadyMs: () => number;

  constructor(steadyMs: () => number = () => performance.now()) {
    this.steadyMs = steadyMs;
  }

  /** Takes the hub's instant from a heartbeat. */
  hear(at: string): void {
    const hubMs = Date.parse(at);
    if (!Number.isFinite(hubMs)) return;
    this.offsets = [...this.offsets.slice(1 - REMEMBERED), hubMs - this.steadyMs()];
  }

  get known(): boolean {
    return this.offsets.length > 0;
  }

  /** Milliseconds since 1970 by the hub; by this machine until the hub has been heard. */
  nowMs(): number {
    return this.known ? Math.max(...this.offsets) + this.steadyMs() : Date.now();
  }
}
