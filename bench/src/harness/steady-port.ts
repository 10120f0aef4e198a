import net from 'node:net';

/** Below the range from which Linux takes the near ends of connections. */
const LOWEST = 20_000;
const HIGHEST = 31_000;
const TRIES = 50;

/**
 * A free port that stays ours while its process is down: one that the system picks can become the near end of anybody's
 * connection in that moment, and what is restarted finds it taken.
 */
export async function steadyPort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port between ${LOWEST} and ${HIGHEST}`);
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
