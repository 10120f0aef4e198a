import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Gauges {
  lagMs(): number;
  clients(): number;
  streams(): number;
  storing(): boolean;
  /** Streams that are listened to, each by each. */
  subscriptions(): number;
  /** Clients that could not take everything yet. */
  waiting(): number;
  tickMs(): number;
  standstillMs(): number;
  auditWaiting(): number;
  auditLost(): number;
  auditSigning(): boolean;
}

const SIZES = [256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576];
const TIMES = [0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2];

/** The library's own 10 ms wake an idle process a hundred times a second. */
const LOOP_LOOK_MS = 50;

/** What `/metrics` tells. */
export class Metrics {
  readonly registry = new Registry();
  readonly frames = this.#counter('ioc_frames_total', 'Frames sent to clients', ['channel']);
  readonly frameBytes = this.#counter('ioc_sent_bytes_total', 'Bytes handed to sockets', []);
  readonly frameSize = this.#histogram(
    'ioc_frame_bytes',
    'Size of a frame, each as often as it was made',
    SIZES,
    ['channel'],
  );
  readonly drops = this.#counter(
    'ioc_frames_dropped_total',
    'Frames not sent to who could not take them; a later one says what they said',
    [],
  );
  readonly skipped = this.#counter(
    'ioc_history_skipped_total',
    'Snapshots in place of missed frames that nobody remembered',
    ['channel'],
  );
  readonly cuts = this.#counter('ioc_cuts_total', 'Clients sent away: slow, or silent', ['reason']);
  readonly tickTime = this.#histogram('ioc_tick_seconds', 'What a tick of all streams took', TIMES, []);
  readonly refusals = this.#counter('ioc_refused_total', 'Requests and handshakes refused', ['reason']);
  readonly reports = this.#counter('ioc_reports_total', 'Reports taken in', ['door']);
  readonly uploads = this.#counter('ioc_uploads_total', 'Files of residents, by what became of them', [
    'kind',
    'outcome',
  ]);
  readonly uploadBytes = this.#counter('ioc_upload_bytes_total', 'Bytes of files of residents', []);
  readonly notifications = this.#counter('ioc_notifications_total', 'Messages to residents, each try', [
    'way',
    'outcome',
  ]);
  readonly notificationsWaiting = new Gauge({
    name: 'ioc_notifications_waiting',
    help: 'Messages to residents that wait',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: LOOP_LOOK_MS });
  }

  /** Read when asked for, so that a scrape never sees an old value. */
  watch(gauges: Gauges): void {
    this.gauge('ioc_feed_lag_ms', 'Age of the oldest unread change', () => gauges.lagMs());
    this.gauge('ioc_clients', 'Connected screens', () => gauges.clients());
    this.gauge('ioc_streams', 'Live streams', () => gauges.streams());
    this.gauge('ioc_subscriptions', 'Streams that are listened to, each by each', () =>
      gauges.subscriptions(),
    );
    this.gauge('ioc_clients_waiting', 'Clients that could not take everything yet', () => gauges.waiting());
    this.gauge('ioc_tick_period_ms', 'From tick to tick; grows under load', () => gauges.tickMs());
    this.gauge('ioc_standstill_ms', 'Longest standstill of the event loop lately', () =>
      gauges.standstillMs(),
    );
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

  #histogram<L extends string>(name: string, help: string, buckets: number[], labelNames: L[]): Histogram<L> {
    return new Histogram({ name, help, buckets, labelNames, registers: [this.registry] });
  }

  /** Read when asked for. */
  gauge(name: string, help: string, read: () => number): void {
    const collect = function (this: Gauge): void {
      this.set(read());
    };
    this.registry.registerMetric(new Gauge({ name, help, registers: [], collect }));
  }
}
