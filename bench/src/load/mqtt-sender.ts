// A device that keeps what was not acknowledged and sends it again, oldest first, on its next connection. mqtt.js would do
// that by itself, but gives new messages the packet numbers of old ones while it does, and then forgets the old.
import mqtt from 'mqtt';
import type { MqttClient } from 'mqtt';

interface Outgoing {
  readonly topic: string;
  readonly payload: string;
  readonly onAcked: () => void;
}

const RECONNECT_MS = 200;
const CONNECT_LIMIT_MS = 5_000;

export class MqttSender {
  readonly #url: string;
  readonly #clientId: string;
  readonly #unacked = new Set<Outgoing>();
  #client: MqttClient | null = null;
  #open = true;

  constructor(url: string, clientId: string) {
    this.#url = url;
    this.#clientId = clientId;
    this.#connect();
  }

  get unacked(): number {
    return this.#unacked.size;
  }

  get connected(): boolean {
    return this.#client !== null;
  }

  send(topic: string, payload: string, onAcked: () => void): void {
    const outgoing = { topic, payload, onAcked };
    this.#unacked.add(outgoing);
    if (this.#client) this.#publish(this.#client, outgoing);
  }

  /** QoS 0: without a connection it is gone. */
  throwAway(topic: string, payload: string): void {
    this.#client?.publish(topic, payload, { qos: 0 });
  }

  async close(): Promise<void> {
    this.#open = false;
    await this.#client?.endAsync(true);
  }

  #connect(): void {
    if (!this.#open) return;
    const client = mqtt.connect(this.#url, {
      clientId: this.#clientId,
      clean: true,
      reconnectPeriod: 0,
      connectTimeout: CONNECT_LIMIT_MS,
      keepalive: 30,
    });
    client.on('error', () => undefined);
    client.once('connect', () => {
      this.#client = client;
      for (const outgoing of this.#unacked) this.#publish(client, outgoing);
    });
    client.once('close', () => {
      if (this.#client === client) this.#client = null;
      client.end(true);
      setTimeout(() => this.#connect(), RECONNECT_MS);
    });
  }

  #publish(client: MqttClient, outgoing: Outgoing): void {
    client.publish(outgoing.topic, outgoing.payload, { qos: 1 }, (error) => {
      if (!error && this.#unacked.delete(outgoing)) outgoing.onAcked();
    });
  }
}
