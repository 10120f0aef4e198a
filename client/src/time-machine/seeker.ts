// A finger on the slider wishes for more moments than can be read: one is read at a time, and after it the newest wish.
import type { ClockMode, SubscribeAnswer } from '@ioc/contracts/stream/up';

interface Wish {
  readonly atMs: number;
  readonly mode: ClockMode;
}

export class Seeker {
  private next: Wish | null = null;
  private reading: Wish | null = null;

  constructor(
    private readonly seek: (at: string, mode: ClockMode) => Promise<SubscribeAnswer>,
    private readonly onChange: () => void,
  ) {}

  /** Where it is on the way to; null: it has arrived. */
  get wish(): Wish | null {
    return this.next ?? this.reading;
  }

  to(wish: Wish): void {
    this.next = wish;
    this.onChange();
    if (this.reading === null) void this.run();
  }

  private async run(): Promise<void> {
    while (this.next !== null) {
      this.reading = this.next;
      this.next = null;
      await this.seek(new Date(this.reading.atMs).toISOString(), this.reading.mode);
    }
    this.reading = null;
    this.onChange();
  }
}
