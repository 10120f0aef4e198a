// Hands labour to the worker; where a worker cannot be had, or dies, the page does it itself in slices.
import { labour } from './labour.ts';
import type { Task } from './labour.ts';

const pause = () => new Promise<void>((resolve) => setTimeout(resolve));

type Answered = MessageEvent<{ readonly id: number; readonly result: string | null }>;

let worker: Worker | null | undefined;
let lastId = 0;

export async function toil(task: Task): Promise<string> {
  worker ??= startWorker();
  const result = worker ? await asked(worker, task) : null;
  return result ?? labour(task, pause);
}

function startWorker(): Worker | null {
  try {
    return new Worker(new URL('./digest-worker.ts', import.meta.url), { type: 'classic' });
  } catch {
    return null;
  }
}

/** Null when the worker cannot do it. */
function asked(to: Worker, task: Task): Promise<string | null> {
  const id = ++lastId;
  return new Promise((resolve) => {
    const end = (result: string | null) => {
      to.removeEventListener('message', hear);
      to.removeEventListener('error', fail);
      resolve(result);
    };
    const hear = ({ data }: Answered) => {
      if (data.id === id) end(data.result);
    };
    const fail = () => {
      worker = null;
      end(null);
    };
    to.addEventListener('message', hear);
    to.addEventListener('error', fail);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
    to.postMessage({ id, task });
  });
}
