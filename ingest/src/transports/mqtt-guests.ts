// Who is in at the MQTT door, and as whom. A login of a source lets in for that source alone; the door's own credentials
// and, without any, loopback or a certificate let in for the sources that ask for no login.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { AedesOptions, Client } from 'aedes';
import type { Logger } from 'pino';
import type { Login } from '../connector.ts';
import type { Logins } from '../instances/logins.ts';
import { isLoopback } from './peer.ts';

export interface GuestRules {
  /** The door's own. */
  readonly credentials: { readonly username: string; readonly password: string } | null;
  /** Of the sources that have a login. */
  readonly logins: () => Logins;
  readonly log: Logger;
}

interface Guest {
  readonly name: string;
  readonly password: string;
  readonly login: Login;
}

export class Guests {
  readonly #options: GuestRules;
  readonly #guests = new Map<Client, Guest>();

  constructor(options: GuestRules) {
    this.#options = options;
  }

  /** Undefined: let in by the door's own credentials, or from loopback. */
  loginOf(client: Client): Login | undefined {
    return this.#guests.get(client)?.login;
  }

  left(client: Client): void {
    this.#guests.delete(client);
  }

  /** Whose login was taken away or changed is shown out; what was not acknowledged stays with the sender. */
  recheck(): void {
    const logins = this.#options.logins();
    for (const [client, { name, password, login }] of this.#guests) {
      const now = logins.check(name, password);
      if (now?.source === login.source && now.ownTopics === login.ownTopics) continue;
      this.#options.log.info({ login: name }, 'a login changed; its connection is closed');
      client.conn.destroy();
    }
  }

  admission(): Pick<AedesOptions, 'preConnect' | 'authenticate'> {
    return {
      preConnect: (client, _packet, callback) => {
        const { credentials, logins } = this.#options;
        const allowed = credentials !== null || logins().size > 0 || isTrusted(client);
        callback(allowed ? null : new Error('without credentials only loopback may connect'), allowed);
      },
      authenticate: (client, name = '', secret, callback) => {
        callback(null, this.#admits(client, name, secret?.toString('utf8') ?? ''));
      },
    };
  }

  #admits(client: Client, name: string, password: string): boolean {
    const { credentials, logins } = this.#options;
    const login = logins().check(name, password);
    if (login) {
      this.#guests.set(client, { name, password, login });
      return true;
    }
    if (logins().knows(name)) return false;
    if (credentials) return isSame(name, credentials.username) && isSame(password, credentials.password);
    return isTrusted(client);
  }
}

/** This machine, or a device whose certificate was verified. */
function isTrusted(client: Client): boolean {
  const { remoteAddress, authorized } = client.conn as Partial<TLSSocket>;
  return authorized === true || isLoopback(remoteAddress);
}

/** Compares without telling by its duration how much was right. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
