// Who may sign in at the MQTT door, and for which source: the source comes from the credential, not from the message.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Login } from '../connector.ts';
import { mqttDoorSchema } from '../transports/door-options.ts';
import type { Instance } from './instance.ts';

interface Entry {
  readonly login: Login;
  readonly digest: Buffer;
}

const DEVICE = /^([\w.@-]{1,64}):(.{1,200})$/;

export class Logins {
  readonly #entries = new Map<string, Entry>();

  constructor(instances: readonly Instance[]) {
    for (const { id, transport, door, secrets } of instances) {
      if (transport !== 'mqtt') continue;
      const { login } = mqttDoorSchema.parse(door);
      if (login && secrets['password']) this.#add(login, secrets['password'], { source: id });
      for (const line of (secrets['devices'] ?? '').split('\n')) {
        const [, name, password] = DEVICE.exec(line.trim()) ?? [];
        if (name && password) this.#add(name, password, { source: id, ownTopics: name });
      }
    }
  }

  get size(): number {
    return this.#entries.size;
  }

  knows(name: string): boolean {
    return this.#entries.has(name);
  }

  /** Null: unknown, or the wrong password. */
  check(name: string, password: string): Login | null {
    const entry = this.#entries.get(name);
    return entry && timingSafeEqual(entry.digest, digest(password)) ? entry.login : null;
  }

  /** The first who has a name keeps it: a second instance cannot take it over. */
  #add(name: string, password: string, login: Login): void {
    if (!this.#entries.has(name)) this.#entries.set(name, { login, digest: digest(password) });
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
