// The crowd of the fault runs: sends by a schedule, goes on whatever happens to the other side, and remembers of every
// message what it was promised. MQTT QoS 1 is kept and sent again until its PUBACK, as devices do. Nobody acknowledges
// syslog and QoS 0: of them is remembered what was handed to a connection.
import dgram from 'node:dgram';
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { dueCount, intendedAtMs } from '../harness/schedule.ts';
import { serve } from '../harness/serve.ts';
import { until } from '../harness/until.ts';
import { MqttSender } from './mqtt-sender.ts';
import { mixedWord } from './mixed-words.ts';
import type { MixedWord, Way } from './mixed-words.ts';

const TICK_MS = 5;
const MQTT_CLIENTS = 4;
const RECONNECT_MS = 200;
const CONNECT_LIMIT_MS = 20_000;
/** A link that is down: what cannot be asked again is dropped by its sender beyond this. */
const MAX_QUEUED_LINES = 20_000;

export interface MixedCall {
  readonly mqttPort: number;
  /** Null leaves syslog out (a broker outside). */
  readonly syslogPort: number | null;
  readonly ratePerSecond: number;
  readonly firstIndex: number;
  /** Each message so many times, at most; 1 when not given. */
  readonly repeats?: number;
}

export interface MixedSent {
  readonly count: number;
  readonly unacked: number;
}

export interface PublishedLine {
  readonly word: string;
  readonly stream: string;
  readonly way: Way;
  readonly acked: boolean;
}

interface Sent {
  readonly word: string;
  readonly stream: string;
  readonly way: Way;
  acked: boolean;
}

const sent: Sent[] = [];
let running: { stop: boolean; done: Promise<void> } | null = null;
let devices: MqttSender[] = [];
let careless: MqttSender | null = null;
let line: SyslogLine | null = null;
const datagrams = dgram.createSocket('udp4');
datagrams.on('error', () => undefined);
datagrams.unref();

/** One TCP connection that comes back; lines wait while it is away. */
class SyslogLine {
  readonly #port: number;
  #socket: net.Socket | null = null;
  #queue: string[] = [];
  #open = true;

  constructor(port: number) {
    this.#port = port;
    this.#connect();
  }

  write(text: string): void {
    if (this.#queue.length < MAX_QUEUED_LINES) this.#queue.push(`${text}\n`);
    this.#flush();
  }

  get queued(): number {
    return this.#queue.length + (this.#socket?.writableLength ?? 0);
  }

  close(): void {
    this.#open = false;
    this.#socket?.end();
  }

  #connect(): void {
    if (!this.#open) return;
    const socket = net.connect(this.#port, '127.0.0.1');
    socket.once('connect', () => {
      this.#socket = socket;
      this.#flush();
    });
    socket.on('drain', () => this.#flush());
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.#socket = null;
      setTimeout(() => this.#connect(), RECONNECT_MS);
    });
  }

  #flush(): void {
    while (this.#queue.length && this.#socket && !this.#socket.writableNeedDrain) {
      const next = this.#queue.shift();
      if (next) this.#socket.write(next);
    }
  }
}

async function start(call: MixedCall): Promise<void> {
  const url = `mqtt://127.0.0.1:${call.mqttPort}`;
  devices = Array.from({ length: MQTT_CLIENTS }, (_, n) => new MqttSender(url, `crowd-${n}`));
  const zero = new MqttSender(url, 'crowd-zero');
  careless = zero;
  // A device that is not connected throws QoS 0 away: the run begins when all are.
  await until(
    'the devices connect',
    () => [...devices, zero].every((device) => device.connected),
    CONNECT_LIMIT_MS,
  );
  line = call.syslogPort === null ? null : new SyslogLine(call.syslogPort);
  const state = { stop: false, done: Promise.resolve() };
  state.done = send(call, state);
  running = state;
}

async function send(
  { ratePerSecond, firstIndex, repeats = 1, syslogPort }: MixedCall,
  state: { stop: boolean },
): Promise<void> {
  const schedule = { startAtMs: Date.now(), ratePerSecond, count: Number.MAX_SAFE_INTEGER };
  for (let done = 0; !state.stop; await delay(TICK_MS)) {
    for (const due = dueCount(schedule, Date.now()); done < due; done += 1) {
      const message = mixedWord(firstIndex + done, intendedAtMs(schedule, done));
      if (syslogPort === null && (message.way === 'syslog' || message.way === 'udp')) continue;
      const entry: Sent = { word: message.word, stream: message.stream, way: message.way, acked: false };
      sent.push(entry);
      for (let n = 0; n < 1 + (done % repeats); n += 1) sendOne(message, entry, syslogPort);
    }
  }
}

function sendOne({ stream, way, topic, payload }: MixedWord, entry: Sent, syslogPort: number | null): void {
  if (way === 'syslog') return line?.write(payload);
  if (way === 'udp') return datagrams.send(payload, syslogPort ?? 0, '127.0.0.1', () => undefined);
  // Who sends with QoS 0 sends nothing else: a connection that is closed for the sake of QoS 1 would lose it at its sender.
  if (way === 'onvif-qos0') return careless?.throwAway(topic, payload);
  // One camera, one connection: only there an order is promised.
  const device = devices[Number(stream.split('-')[1]) % devices.length];
  device?.send(topic, payload, () => {
    entry.acked = true;
  });
}

const unacked = (): number => devices.reduce((sum, device) => sum + device.unacked, 0);

/** Stops sending and waits for what is owed: acknowledgements, and lines that the link holds. */
async function finish({ file, limitMs }: { file: string; limitMs: number }): Promise<MixedSent> {
  if (running) {
    running.stop = true;
    await running.done;
  }
  const owed = () => unacked() + (line?.queued ?? 0);
  for (const endMs = Date.now() + limitMs; Date.now() < endMs && owed() > 0;) await delay(TICK_MS);
  const result = await progress();
  line?.close();
  await Promise.all(devices.map((device) => device.close()));
  await careless?.close();
  writeFileSync(file, sent.map((entry) => `${JSON.stringify(entry satisfies PublishedLine)}\n`).join(''));
  return result;
}

const progress = async (): Promise<MixedSent> => ({ count: sent.length, unacked: unacked() });

serve({ start, finish, progress });
