// A running ingest whose sources are set up as pages do it: by rows. What is opened on the way is closed at the end.
import mqtt from 'mqtt';
import type { RunningIngest } from '../ingest.ts';
import { openDesk, type Desk } from './desk.ts';
import { openHttpSource, type HttpSource } from './http-source.ts';
import { seal } from './seal.ts';
import { waitFor } from './wait-for.ts';

export interface InstanceRow {
  readonly id: string;
  readonly connector: string;
  readonly transport: string;
  readonly door?: object;
  readonly options?: object;
  readonly enabled?: boolean;
}

export interface EndedJob {
  readonly state: string;
  readonly problem: string | null;
  readonly result: any;
}

/** In one statement: an instance is never seen without its secrets. */
const PUT = `
  WITH instance AS (
    INSERT INTO source_instance (id, connector, transport, name, name_en, door, options, enabled)
    VALUES ($1, $2, $3, $1, $1, $4, $5, $6)
    ON CONFLICT (id) DO UPDATE SET door = excluded.door, options = excluded.options, enabled = excluded.enabled,
      revision = nextval('source_instance_revision')
    RETURNING id)
  INSERT INTO source_secret (source, name, sealed)
  SELECT i.id, s.name, decode(s.sealed, 'base64')
  FROM instance i, jsonb_to_recordset($7::jsonb) AS s (name text, sealed text)`;
const ENDED = `SELECT state, result, problem FROM ingest_job WHERE id = $1 AND finished_at IS NOT NULL`;

export class SourceDesk {
  readonly #desk: Desk;
  readonly #clients: mqtt.MqttClient[] = [];
  readonly #sources: HttpSource[] = [];
  #running: RunningIngest | null = null;
  #things = 0;

  private constructor(desk: Desk) {
    this.#desk = desk;
  }

  static async open(): Promise<SourceDesk> {
    const desk = new SourceDesk(await openDesk());
    await desk.restart();
    return desk;
  }

  get ports(): RunningIngest['ports'] {
    if (!this.#running) throw new Error('ingest does not run');
    return this.#running.ports;
  }

  async restart(): Promise<void> {
    this.#running = await this.#desk.start({ IOC_HTTP_ALLOW: '127.0.0.1' });
  }

  rows(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]> {
    return this.#desk.rows(text, values);
  }

  async put(instance: InstanceRow, secrets: Readonly<Record<string, string>> = {}): Promise<void> {
    const { id, connector, transport, door = {}, options = {}, enabled = true } = instance;
    const [key] = await this.rows('SELECT public_key FROM ingest_key');
    const sealed = Object.entries(secrets).map(([name, text]) => ({
      name,
      sealed: seal(text, key?.['public_key'] as Buffer, id, name).toString('base64'),
    }));
    const json = [JSON.stringify(door), JSON.stringify(options), enabled, JSON.stringify(sealed)];
    await this.rows(PUT, [id, connector, transport, ...json]);
  }

  /** Resolves when ingest has followed: it tells every source whether it is on. */
  followed(id: string, enabled = true): Promise<unknown> {
    return waitFor(
      async () => (await this.rows('SELECT 1 FROM source WHERE id = $1 AND enabled = $2', [id, enabled]))[0],
    );
  }

  async connect(username?: string, password?: string): Promise<mqtt.MqttClient> {
    const login = username === undefined ? {} : { username, password: password ?? '' };
    const url = `mqtt://127.0.0.1:${this.ports.mqtt}`;
    const client = await mqtt.connectAsync(url, { reconnectPeriod: 0, ...login });
    this.#clients.push(client);
    return client;
  }

  async httpSource(answer: (url: URL) => unknown): Promise<HttpSource> {
    const source = await openHttpSource(answer);
    this.#sources.push(source);
    return source;
  }

  /** Unlike any before. */
  next(): number {
    this.#things += 1;
    return this.#things;
  }

  frigateEvent(camera: string): string {
    const id = `1607123955.475377-${this.next()}`;
    const after = { id, camera, label: 'car', start_time: Date.now() / 1000 };
    return JSON.stringify({ type: 'new', before: {}, after });
  }

  /** Of which sources the camera has things. */
  async sourcesOf(camera: string): Promise<unknown[]> {
    const things = await this.rows('SELECT source FROM item WHERE asset_id LIKE $1 ORDER BY source', [
      `%/${camera}`,
    ]);
    return things.map(({ source }) => source);
  }

  /** Asks for a job; answers its id. */
  async job(kind: string, request: object, more: { source?: string; file?: Buffer } = {}): Promise<string> {
    const [row] = await this.rows(
      `INSERT INTO ingest_job (kind, source, request, file, created_by) VALUES ($1, $2, $3, $4, 'an administrator')
       RETURNING id`,
      [kind, more.source ?? null, JSON.stringify(request), more.file ?? null],
    );
    return String(row?.['id']);
  }

  async ended(id: string): Promise<EndedJob> {
    return (await waitFor(async () => (await this.rows(ENDED, [id]))[0], 20_000)) as unknown as EndedJob;
  }

  /** After each test. */
  async letGo(): Promise<void> {
    await Promise.all(this.#clients.splice(0).map((client) => client.endAsync(true)));
    for (const source of this.#sources.splice(0)) source.close();
  }

  close(): Promise<void> {
    return this.#desk.close();
  }
}
