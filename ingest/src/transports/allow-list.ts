// Where HTTP connectors may go (X4, S9): networks by CIDR, or hosts by name. A name alone opens public addresses only:
// whoever controls a name must not be able to point it into this house.
import net from 'node:net';
import { addNetwork, isIn } from './networks.ts';
import { plainAddress } from './peer.ts';

/**
 * Private, loopback, link-local, shared, multicast and reserved networks of IPv4 and IPv6, and the ways of writing an IPv4
 * address inside of IPv6 (compatible, NAT64, 6to4, Teredo): a router may take any of them for the IPv4 address.
 */
const INSIDE = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '224.0.0.0/3',
  '::/96',
  '::ffff:0:0:0/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
];

export class AllowList {
  readonly #networks = new net.BlockList();
  readonly #hosts = new Set<string>();
  readonly #inside = new net.BlockList();

  /** Entries are addresses, CIDR networks or host names; throws on a network that is none. */
  constructor(entries: readonly string[]) {
    for (const entry of entries) {
      if (net.isIP(entry.split('/')[0] ?? '')) addNetwork(this.#networks, entry);
      else this.#hosts.add(entry.toLowerCase());
    }
    for (const network of INSIDE) addNetwork(this.#inside, network);
  }

  /** May a connection for `host` go to `address`? */
  permits(host: string, address: string): boolean {
    const plain = plainAddress(address);
    if (isIn(this.#networks, plain)) return true;
    return this.#hosts.has(host.toLowerCase()) && !isIn(this.#inside, plain);
  }
}
