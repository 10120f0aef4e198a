// The other side of toil.ts. It is bundled into one file without imports, so that a browser which knows no module
// workers runs it as well.
import { labour } from './labour.ts';
import type { Task } from './labour.ts';

const here = globalThis as unknown as Pick<Worker, 'postMessage'> & {
  readonly addEventListener: (
    name: 'message',
    hear: (event: MessageEvent<{ readonly id: number; readonly task: Task }>) => void,
  ) => void;
};

here.addEventListener('message', ({ data: { id, task } }) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the page that started this worker
  const answer = (result: string | null) => here.postMessage({ id, result });
  labour(task, () => Promise.resolve()).then(answer, () => answer(null));
});
