// Keeps what runs in line with the rows of `source_instance`: doors route to those that are enabled, pollers and file
// readers start, restart and stop by themselves. One bad instance is told and left out; the others run.
import type { Logger } from 'pino';
import type { ConnectorKind, SourceRegistration } from '../connector.ts';
import { pause, type Supervisor, type Task } from '../runtime/supervisor.ts';
import type { InstanceStore } from '../sink/instance-store.ts';
import { instanceOf, InstanceProblem } from './instance.ts';
import type { Instance, InstanceRow, OpenSecret } from './instance.ts';
import type { Switchboard } from './switchboard.ts';

export interface InstanceRunnerOptions {
  readonly store: InstanceStore;
  readonly connectors: readonly ConnectorKind[];
  readonly openSecret: OpenSecret;
  readonly switchboard: Switchboard;
  readonly supervisor: Supervisor;
  /** The task that asks or reads; null when the transport is a door. */
  readonly readerOf: (instance: Instance) => Task | null;
  /** Why this machine does not read what the instance names; null when it does. */
  readonly refusalOf: (instance: Instance) => Promise<string | null>;
  /** Sources beside the instances: the doors' own. */
  readonly own: readonly SourceRegistration[];
  readonly log: Logger;
  /** Doors close connections whose login is gone. */
  readonly onChanged?: () => void;
}

interface Reader {
  readonly revision: string;
  readonly stop: () => Promise<void>;
}

export class InstanceRunner {
  readonly #options: InstanceRunnerOptions;
  #seen: string | null = null;
  #instances = new Map<string, Instance>();
  readonly #readers = new Map<string, Reader>();

  constructor(options: InstanceRunnerOptions) {
    this.#options = options;
  }

  /** Those that run now. */
  get(id: string): Instance | undefined {
    return this.#instances.get(id);
  }

  /** `version`: of the agenda; the same as the last time changes nothing. */
  async follow(version: string): Promise<void> {
    if (version === this.#seen) return;
    const { store, own, switchboard, onChanged } = this.#options;
    const rows = await store.instances();
    const running = await this.#build(rows);
    switchboard.set(running);
    this.#instances = new Map(running.map((instance) => [instance.id, instance]));
    const off = rows.filter(({ enabled }) => !enabled);
    await store.tellSources([...own, ...rows], new Set(off.map(({ id }) => id)));
    await this.#runReaders(running);
    onChanged?.();
    this.#seen = version;
  }

  async #build(rows: readonly InstanceRow[]): Promise<Instance[]> {
    const { connectors, openSecret, store, log } = this.#options;
    const running: Instance[] = [];
    for (const row of inOrderOfChange(rows)) {
      let problem: string | null = null;
      try {
        const instance = instanceOf(row, connectors, openSecret);
        const refusal = await this.#options.refusalOf(instance);
        if (refusal) throw new InstanceProblem(refusal);
        if (row.enabled) {
          const twin = running.find(({ reach }) => reach !== null && reach === instance.reach);
          if (twin) throw new InstanceProblem(`it takes exactly what ${twin.id} takes`);
          running.push(instance);
        }
      } catch (error) {
        if (!(error instanceof InstanceProblem)) throw error;
        problem = error.message;
        log.warn({ source: row.id, problem }, 'an instance cannot run');
      }
      if (problem !== row.problem) await store.noteProblem(row.id, problem);
    }
    return running;
  }

  async #runReaders(running: readonly Instance[]): Promise<void> {
    const { readerOf, supervisor } = this.#options;
    const wanted = new Map(running.map((instance) => [instance.id, instance]));
    const ended = [...this.#readers].filter(([id, { revision }]) => wanted.get(id)?.revision !== revision);
    for (const [id] of ended) this.#readers.delete(id);
    await Promise.all(ended.map(([, { stop }]) => stop()));
    for (const instance of running) {
      if (this.#readers.has(instance.id)) continue;
      const task = readerOf(instance);
      if (!task) continue;
      const { revision, id } = instance;
      this.#readers.set(id, { revision, stop: supervisor.start(id, task) });
    }
  }
}

/** Of two that are alike, it is the one written last that is told. */
const inOrderOfChange = (rows: readonly InstanceRow[]): InstanceRow[] =>
  rows.toSorted((a, b) => Number(a.revision) - Number(b.revision));

const AGENDA_MS = 1_000;

/** Looks for changes and work until `signal` aborts; the database may be away for a while. */
export async function followAgenda(
  store: InstanceStore,
  runner: InstanceRunner,
  onJobs: (count: number) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const { instances, jobs } = await store.agenda();
    await runner.follow(instances);
    if (jobs) onJobs(jobs);
    await pause(AGENDA_MS, signal);
  }
}
