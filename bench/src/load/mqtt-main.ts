// The load generator: cameras that publish by a schedule fixed before the run, QoS 1, and write down how long after its
// intended moment each message was acknowledged.
import { setTimeout as delay } from 'node:timers/promises';
import mqtt from 'mqtt';
import type { MqttClient } from 'mqtt';
import { Latency } from '../harness/latency.ts';
import { dueCount, intendedAtMs } from '../harness/schedule.ts';
import { serve } from '../harness/serve.ts';
import { CAMERAS, WORKLOADS } from './workload.ts';
import type { Workload, WorkloadId } from './workload.ts';

const CONNECT_AT_ONCE = 50;
const TICK_MS = 1;
const LEAD_MS = 100;

export interface ConnectCall {
  readonly port: number;
  readonly workload: WorkloadId;
}

export interface RunCall {
  readonly workload: WorkloadId;
  readonly firstIndex: number;
  readonly count: number;
  readonly ratePerSecond: number;
  /** After the last message; what is not acknowledged then is told as unacknowledged. */
  readonly ackLimitMs: number;
}

export interface RunResult {
  /** The intended moment of the first message. */
  readonly startAtMs: number;
  readonly latency: string;
  readonly unacked: readonly number[];
  readonly wallSeconds: number;
}

const clients = new Map<WorkloadId, MqttClient[]>();
const nowMs = (): number => performance.timeOrigin + performance.now();

async function connect({ port, workload }: ConnectCall): Promise<number> {
  const count = Math.ceil(CAMERAS / WORKLOADS[workload].camerasPerConnection);
  const connected: MqttClient[] = [];
  clients.set(workload, connected);
  while (connected.length < count) {
    const some = Math.min(CONNECT_AT_ONCE, count - connected.length);
    connected.push(...(await Promise.all(Array.from({ length: some }, () => connectOne(port)))));
  }
  return count;
}

const connectOne = (port: number): Promise<MqttClient> =>
  mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { connectTimeout: 20_000, keepalive: 60 });

async function run({ workload, firstIndex, count, ratePerSecond, ackLimitMs }: RunCall): Promise<RunResult> {
  const connected = clients.get(workload) ?? [];
  const { camerasPerConnection, publication }: Workload = WORKLOADS[workload];
  const schedule = { startAtMs: Math.ceil(nowMs()) + LEAD_MS, ratePerSecond, count };
  const latency = new Latency();
  const waiting = new Set<number>();
  const send = (offset: number): void => {
    const index = firstIndex + offset;
    const intendedMs = intendedAtMs(schedule, offset);
    const { topic, payload } = publication(index, intendedMs);
    const client = connected[Math.floor((index % CAMERAS) / camerasPerConnection)];
    waiting.add(index);
    client?.publish(topic, payload, { qos: 1 }, (error) => {
      if (error) return;
      waiting.delete(index);
      latency.record(intendedMs, nowMs());
    });
  };
  for (let sent = 0; sent < count; await delay(TICK_MS)) {
    for (const due = dueCount(schedule, nowMs()); sent < due; sent += 1) send(sent);
  }
  await acknowledged(waiting, ackLimitMs);
  const wallSeconds = (nowMs() - schedule.startAtMs) / 1000;
  return { startAtMs: schedule.startAtMs, latency: latency.encoded(), unacked: [...waiting], wallSeconds };
}

async function acknowledged(waiting: ReadonlySet<number>, limitMs: number): Promise<void> {
  for (const endMs = nowMs() + limitMs; waiting.size > 0 && nowMs() < endMs;) await delay(TICK_MS);
}

serve({ connect, run });
