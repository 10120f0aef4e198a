import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Parcel } from '../pipeline/parcel.ts';

/** What `/metrics` tells; per-source counts live in the table `source`, which the screens read. */
export class Metrics {
  readonly registry = new Registry();
  readonly committing = new Gauge({
    name: 'ioc_ingest_committing',
    help: '1 while commits succeed, 0 while they fail',
    registers: [this.registry],
  });
  readonly lost = new Counter({
    name: 'ioc_ingest_lost_total',
    help: 'Messages of doors without acknowledgement that found no room',
    labelNames: ['door'],
    registers: [this.registry],
  });
  readonly webhooks = new Counter({
    name: 'ioc_ingest_webhooks_total',
    help: 'Posts to /hooks by what became of them; unknown and unsigned ones are kept nowhere',
    labelNames: ['outcome'],
    registers: [this.registry],
  });
  readonly #rows = new Counter({
    name: 'ioc_ingest_rows_total',
    help: 'Rows handed to the database in committed batches, duplicates included',
    registers: [this.registry],
  });
  readonly #letters = new Counter({
    name: 'ioc_ingest_dead_letters_total',
    help: 'Dead letters by reason',
    labelNames: ['source', 'reason'],
    registers: [this.registry],
  });
  readonly #commitSeconds = new Histogram({
    name: 'ioc_ingest_commit_seconds',
    help: 'Duration of a batch, retries included',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  watchPending(pendingBytes: () => number): void {
    const gauge: Gauge = new Gauge({
      name: 'ioc_ingest_pending_bytes',
      help: 'Bytes of messages taken but not yet committed',
      registers: [this.registry],
      collect: () => gauge.set(pendingBytes()),
    });
  }

  /** The spool, where syslog and MQTT QoS 0 wait for their commit. */
  watchSpool(spool: { readonly usedBytes: number; readonly waitingBytes: number }): void {
    const gauge = (name: string, help: string, read: () => number) => {
      const made: Gauge = new Gauge({
        name,
        help,
        registers: [this.registry],
        collect: () => made.set(read()),
      });
    };
    gauge('ioc_ingest_spool_bytes', 'Bytes of the files of the spool', () => spool.usedBytes);
    gauge(
      'ioc_ingest_spool_waiting_bytes',
      'Bytes in the spool that are not committed',
      () => spool.waitingBytes,
    );
  }

  observeCommit({ rows, letters }: Parcel, durationMs: number): void {
    this.#rows.inc(rows.length);
    this.#commitSeconds.observe(durationMs / 1000);
    for (const { source, reason } of letters) this.#letters.inc({ source, reason });
  }
}
