import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

export interface Gauges {
  lagMs(): number;
  clients(): number;
  streams(): number;
  storing(): boolean;
  auditWaiting(): number;
  auditLost(): number;
  auditSigning(): boolean;
}

/** What `/metrics` tells. */
export class Metrics {
  readonly registry = new Registry();
  readonly frames = this.#counter('ioc_frames_total', 'Frames sent to clients', ['channel']);
  readonly frameBytes = this.#counter('ioc_sent_bytes_total', 'Characters handed to sockets', []);
  readonly drops = this.#counter('ioc_frames_replaced_total', 'Frames replaced by a later snapshot', []);
  readonly refusals = this.#counter('ioc_refused_total', 'Requests and handshakes refused', ['reason']);
  readonly reports = this.#counter('ioc_reports_total', 'Reports taken in', ['door']);

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Read when asked for, so that a scrape never sees an old value. */
  watch(gauges: Gauges): void {
    this.gauge('ioc_feed_lag_ms', 'Age of the oldest unread change', () => gauges.lagMs());
    this.gauge('ioc_clients', 'Connected screens', () => gauges.clients());
    this.gauge('ioc_streams', 'Live streams', () => gauges.streams());
    this.gauge('ioc_storing', '1 while the database can commit', () => Number(gauges.storing()));
    this.gauge('ioc_audit_waiting', 'Audit notes that wait', () => gauges.auditWaiting());
    this.gauge('ioc_audit_lost', 'Audit notes lost since the start', () => gauges.auditLost());
    this.gauge('ioc_audit_signing', '0 when the audit trail does not fit what was signed', () =>
      Number(gauges.auditSigning()),
    );
  }

  #counter<L extends string>(name: string, help: string, labelNames: L[]): Counter<L> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  /** Read when asked for. */
  gauge(name: string, help: string, read: () => number): void {
    const collect = function (this: Gauge): void {
      this.set(read());
    };
    this.registry.registerMetric(new Gauge({ name, help, registers: [], collect }));
  }
}
