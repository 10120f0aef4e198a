import net from 'node:net';

/** `entry`: an address or a CIDR network; throws when it is neither. */
export function addNetwork(list: net.BlockList, entry: string): void {
  const [address = '', bits] = entry.split('/');
  const type = net.isIPv6(address) ? 'ipv6' : 'ipv4';
  if (bits === undefined) list.addAddress(address, type);
  else list.addSubnet(address, Number(bits), type);
}

export function isNetwork(entry: string): boolean {
  const [address = '', bits, ...rest] = entry.split('/');
  const version = net.isIP(address);
  if (!version || rest.length) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 6 ? 128 : 32));
}

export const isIn = (list: net.BlockList, address: string): boolean =>
  list.check(address, net.isIPv6(address) ? 'ipv6' : 'ipv4');
