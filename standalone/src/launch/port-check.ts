import net from 'node:net';

/** A door of the product and the setting that moves it. */
export interface Door {
  readonly name: string;
  readonly setting: string;
  readonly host: string;
  readonly port: number;
}

function isTaken({ host, port }: Door): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(true));
    probe.listen(port, host, () => probe.close(() => resolve(false)));
  });
}

/** Sentences for the doors that another program holds; empty when all are free. Port 0 is always free. */
export async function takenDoors(doors: readonly Door[]): Promise<string[]> {
  const problems: string[] = [];
  for (const door of doors) {
    if (door.port !== 0 && (await isTaken(door))) {
      problems.push(
        `port ${door.port} (${door.name}) is taken by another program: stop it, or start with ${door.setting}=<another port> (0 picks a free one)`,
      );
    }
  }
  return problems;
}

/** A port that is free now, on loopback. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
