// The product's ingest process under a fault run: killed, started again on its old ports and spool, asked how it is.
import { readFileSync } from 'node:fs';
import type { Child } from '../harness/child.ts';
import { steadyPort } from '../harness/steady-port.ts';
import { until } from '../harness/until.ts';
import { startIngest } from '../lines/ingest-process.ts';
import type { IngestPorts } from '../lines/ingest-process.ts';
import type { FaultContext } from './fault.ts';

const ASK_LIMIT_MS = 4_000;

export class Worker {
  readonly #context: FaultContext;
  readonly #databaseUrl: string;
  readonly #env: Readonly<Record<string, string>>;
  #child: Child | null = null;
  #ports: IngestPorts | null = null;

  constructor(context: FaultContext, databaseUrl: string, env: Readonly<Record<string, string>> = {}) {
    this.#context = context;
    this.#databaseUrl = databaseUrl;
    this.#env = env;
  }

  get ports(): IngestPorts {
    if (!this.#ports) throw new Error('the worker was not started');
    return this.#ports;
  }

  async start(): Promise<void> {
    this.#ports ??= { mqtt: await steadyPort(), syslog: await steadyPort(), hooks: await steadyPort() };
    const { mqtt, syslog, hooks } = this.#ports;
    const ports = {
      IOC_MQTT_PORT: String(mqtt),
      IOC_SYSLOG_PORT: String(syslog),
      IOC_HOOKS_PORT: String(hooks),
    };
    const started = await startIngest(this.#context, this.#databaseUrl, { ...ports, ...this.#env });
    this.#child = started.ingest;
  }

  stop(): Promise<void> {
    return this.#child?.stop() ?? Promise.resolve();
  }

  async kill(): Promise<void> {
    if (!this.#child) return;
    process.kill(this.#child.pid, 'SIGKILL');
    await this.#child.stop();
  }

  memoryMb(): number {
    const status = readFileSync(`/proc/${this.#child?.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  }

  async readiness(): Promise<{ ready: boolean; reason: string | null }> {
    const answer = await this.#ask('/readyz');
    const { reason } = (await answer.json()) as { reason: string | null };
    return { ready: answer.status === 200, reason };
  }

  /** A figure of /metrics, summed over its labels. */
  async metric(name: string): Promise<number> {
    const text = await (await this.#ask('/metrics')).text();
    const lines = text.split('\n').filter((line) => line.startsWith(name));
    return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }

  /** Answers how long it took until nothing waits, neither for a commit nor in the spool. */
  drained(limitMs: number): Promise<number> {
    const names = ['ioc_ingest_pending_bytes', 'ioc_ingest_spool_waiting_bytes'];
    const waits = async () =>
      (await Promise.all(names.map((name) => this.metric(name)))).some((bytes) => bytes > 0);
    return until('everything committed', async () => !(await waits()), limitMs);
  }

  #ask(path: string): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.ports.hooks}${path}`, {
      signal: AbortSignal.timeout(ASK_LIMIT_MS),
    });
  }
}
