// Who a pushed message belongs to, among the instances that run now. An instance that is bound to a login, to addresses
// or to hosts takes nothing from anybody else, and who signed in for one source can speak for no other (S16, S18): what
// would be accepted but for its sender goes to the dead letters of the door as `wrong-sender`.
import net from 'node:net';
import type { Connector, Message } from '../connector.ts';
import { mqttDoorSchema, syslogDoorSchema } from '../transports/door-options.ts';
import { addNetwork, isIn } from '../transports/networks.ts';
import { Reject } from '../wire/reject.ts';
import type { Instance } from './instance.ts';
import { Logins } from './logins.ts';

type Pushed = 'mqtt' | 'syslog';

interface Line {
  readonly connector: Connector;
  /** Bound to senders: asked before those that take from anybody. */
  readonly bound: boolean;
  admits(message: Message): boolean;
}

/** Sees what an instance would be given, for a while; see the job `trial`. */
export interface Tap {
  readonly transport: Pushed | 'webhook';
  readonly accepts: (message: Message) => boolean;
  readonly take: (message: Message) => void;
}

export interface SwitchboardOptions {
  /** Logins are checked by an outside broker, which tells nothing of them. */
  readonly outsideBroker: boolean;
  /** The order of the connectors where several instances could take a message. */
  readonly order: readonly string[];
  readonly wrongSender: Readonly<Record<Pushed, Connector>>;
  readonly fallback: Readonly<Record<Pushed, Connector>>;
}

export class Switchboard {
  readonly #options: SwitchboardOptions;
  #lines: Readonly<Record<Pushed, readonly Line[]>> = { mqtt: [], syslog: [] };
  #webhooks = new Map<string, Instance>();
  #logins = new Logins([]);
  readonly #taps = new Set<Tap>();

  constructor(options: SwitchboardOptions) {
    this.#options = options;
  }

  get logins(): Logins {
    return this.#logins;
  }

  set(instances: readonly Instance[]): void {
    const { outsideBroker } = this.#options;
    const lines = (transport: Pushed, line: (instance: Instance) => Line) =>
      instances
        .filter((instance) => instance.transport === transport)
        .toSorted((a, b) => this.#rank(a) - this.#rank(b) || (a.id < b.id ? -1 : 1))
        .map(line)
        .toSorted((a, b) => Number(b.bound) - Number(a.bound));
    this.#logins = new Logins(outsideBroker ? [] : instances);
    this.#lines = {
      mqtt: lines('mqtt', (instance) => mqttLine(instance, outsideBroker)),
      syslog: lines('syslog', syslogLine),
    };
    this.#webhooks = new Map(
      instances.filter(({ transport }) => transport === 'webhook').map((instance) => [instance.id, instance]),
    );
  }

  route(transport: Pushed, message: Message): Connector {
    if (this.#taps.size) this.#tell(transport, message);
    let refused = false;
    for (const line of this.#lines[transport]) {
      if (!accepts(line.connector, message)) continue;
      if (line.admits(message)) return line.connector;
      refused = true;
    }
    return refused ? this.#options.wrongSender[transport] : this.#options.fallback[transport];
  }

  /** The instance behind `POST /hooks/<id>`. */
  webhook(id: string): { connector: Connector; signingKey: string } | null {
    const instance = this.#webhooks.get(id);
    const signingKey = instance?.secrets['signingKey'];
    return instance && signingKey ? { connector: instance.connector, signingKey } : null;
  }

  /** Answers how to take it off again. */
  tap(tap: Tap): () => void {
    this.#taps.add(tap);
    return () => this.#taps.delete(tap);
  }

  /** A signed message, before it is decoded. */
  heardWebhook(message: Message): void {
    if (this.#taps.size) this.#tell('webhook', message);
  }

  #tell(transport: Tap['transport'], message: Message): void {
    for (const tap of this.#taps) if (tap.transport === transport && tap.accepts(message)) tap.take(message);
  }

  #rank({ connector }: Instance): number {
    const at = this.#options.order.indexOf(connector.id);
    return at < 0 ? this.#options.order.length : at;
  }
}

/** A glance that fails on a message is a no: the message must go somewhere, or it would come back for ever. */
function accepts(connector: Connector, message: Message): boolean {
  try {
    return connector.accepts(message);
  } catch {
    return false;
  }
}

function mqttLine({ connector, door, secrets }: Instance, outsideBroker: boolean): Line {
  const { login } = mqttDoorSchema.parse(door);
  const bound = Boolean(login ?? secrets['devices']);
  const admits = (message: Message) => {
    if (outsideBroker) return true;
    const { source, ownTopics } = message.login ?? {};
    if (!bound || !source) return !bound && !source;
    return source === connector.source.id && (!ownTopics || message.address.startsWith(`${ownTopics}/`));
  };
  return { connector, bound, admits };
}

function syslogLine({ connector, door }: Instance): Line {
  const { peers, hosts } = syslogDoorSchema.parse(door);
  const networks = new net.BlockList();
  for (const peer of peers) addNetwork(networks, peer);
  const names = new Set(hosts.map((host) => host.toLowerCase()));
  const admits = ({ peer, sender }: Message) =>
    (!peers.length || (peer !== undefined && isIn(networks, peer))) &&
    (!names.size || (sender !== undefined && names.has(sender.toLowerCase())));
  return { connector, bound: peers.length + names.size > 0, admits };
}

export const wrongSender = (): Reject =>
  new Reject('wrong-sender', 'a source is set up for this message, but not for whoever sent it');
