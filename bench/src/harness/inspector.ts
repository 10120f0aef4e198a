// The debugger of a Node process that runs already (SIGUSR1 opens it): to collect its garbage before its memory is read,
// to keep its event loop busy, to fill its heap. Start the process with INSPECTABLE, or two would fight for one port.
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import WebSocket from 'ws';
import { within } from './child.ts';
import { until } from './until.ts';

export const INSPECTABLE = { NODE_OPTIONS: '--inspect-port=127.0.0.1:0' };
const OPEN_LIMIT_MS = 10_000;
const ANSWER_LIMIT_MS = 60_000;
const TCP_LISTEN = '0A';

export class Inspector {
  readonly #line: WebSocket;
  #asked = 0;

  private constructor(line: WebSocket) {
    this.#line = line;
  }

  static async attach(pid: number): Promise<Inspector> {
    process.kill(pid, 'SIGUSR1');
    let address = '';
    await until(
      'the debugger opens',
      async () => {
        address = await debuggerOf(pid);
        return address !== '';
      },
      OPEN_LIMIT_MS,
    );
    const line = new WebSocket(address, { perMessageDeflate: false });
    line.on('error', () => undefined);
    await within(OPEN_LIMIT_MS, once(line, 'open'), 'the debugger did not open');
    return new Inspector(line);
  }

  async collectGarbage(): Promise<void> {
    await this.#ask('HeapProfiler.collectGarbage', {});
  }

  /** Runs an expression there; its value must be JSON. */
  async evaluate<T>(expression: string): Promise<T> {
    const options = { expression, returnByValue: true, awaitPromise: true };
    const { result } = (await this.#ask('Runtime.evaluate', options)) as { result: { value: T } };
    return result.value;
  }

  close(): void {
    this.#line.terminate();
  }

  #ask(method: string, params: object): Promise<unknown> {
    this.#asked += 1;
    const id = this.#asked;
    const answer = new Promise((resolve, reject) => {
      const hear = (data: Buffer): void => {
        const said = JSON.parse(data.toString()) as { id?: number; result?: unknown };
        if (said.id !== id) return;
        this.#line.off('message', hear);
        resolve(said.result);
      };
      this.#line.on('message', hear);
      this.#line.once('close', () => reject(new Error('the debugger is gone')));
    });
    this.#line.send(JSON.stringify({ id, method, params }));
    return within(ANSWER_LIMIT_MS, answer, `the debugger did not answer ${method}`);
  }
}

interface SettledMemory {
  readonly rssMb: number;
  /** What lives: objects and buffers. Free pages that the process keeps do not blur it. */
  readonly livingMb: number;
}

/** Memory of a process once its garbage is collected: figures that can be compared. */
export async function settledMemory(pid: number): Promise<SettledMemory> {
  const inspector = await Inspector.attach(pid);
  try {
    // Twice: finalizers of the first round free what the second one finds.
    await inspector.collectGarbage();
    await inspector.collectGarbage();
    const { heapUsed, external } = await inspector.evaluate<{ heapUsed: number; external: number }>(
      'process.memoryUsage()',
    );
    return { rssMb: rssMb(pid), livingMb: (heapUsed + external) / 2 ** 20 };
  } finally {
    inspector.close();
  }
}

export const settledRssMb = async (pid: number): Promise<number> => (await settledMemory(pid)).rssMb;

export function rssMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

/** Of the ports that the process listens on, the one that answers as a debugger. */
async function debuggerOf(pid: number): Promise<string> {
  for (const port of listeningPorts(pid)) {
    const address = await fetch(`http://127.0.0.1:${port}/json/list`, { signal: AbortSignal.timeout(1_000) })
      .then((answer) => answer.json() as Promise<{ webSocketDebuggerUrl?: string }[]>)
      .then(([target]) => target?.webSocketDebuggerUrl)
      .catch(() => undefined);
    if (address) return address;
  }
  return '';
}

function listeningPorts(pid: number): number[] {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return []; // Closed between the two looks.
      }
    }),
  );
  const [, ...lines] = readFileSync(`/proc/${pid}/net/tcp`, 'utf8').trim().split('\n');
  return lines.flatMap((line) => {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
    return state === TCP_LISTEN && sockets.has(inode) ? [Number.parseInt(local.split(':')[1] ?? '', 16)] : [];
  });
}
