// npm run faults -- [F1 F2 …] [--short]: injects faults into the product and says what held. Ends with 1 when anything did
// not, or could not be found out.
import { cpSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../harness/child.ts';
import { machine } from '../harness/machine.ts';
import { Resources } from '../harness/resources.ts';
import { FAULTS } from './fault-list.ts';
import { SkippedError } from './fault.ts';
import type { Fault } from './fault.ts';
import { faultTable, holds, writeFaultReport } from './fault-report.ts';
import type { FaultReport } from './fault-report.ts';

const USAGE = `npm run faults -- [${FAULTS.map(({ id }) => id).join(' ')}] [--short]`;
const EXIT_USAGE = 64;
let open: Resources | null = null;

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void (open?.closeAll() ?? Promise.resolve()).then(() => process.exit(130));
  });
}

function argumentsOrExit(): { chosen: readonly Fault[]; short: boolean } {
  try {
    const options = { short: { type: 'boolean', default: false } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const unknown = positionals.filter((id) => !FAULTS.some((fault) => fault.id === id));
    if (unknown.length) throw new Error(`no such fault: ${unknown.join(', ')}`);
    const chosen = FAULTS.filter(({ id }) => !positionals.length || positionals.includes(id));
    return { chosen, short: values.short };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}; ${USAGE}`);
    process.exit(EXIT_USAGE);
  }
}

async function runFault(fault: Fault, short: boolean): Promise<FaultReport> {
  const resources = new Resources();
  open = resources;
  const startedAtMs = performance.now();
  const say = (text: string) => console.log(`${fault.id}  ${text}`);
  const outcome = { skipped: null, failure: null, result: null };
  const folder = await resources.folder();
  const finished = await fault.run({ resources, folder, short, say }).then(
    (result) => ({ ...outcome, result }),
    (error: unknown) =>
      error instanceof SkippedError
        ? { ...outcome, skipped: error.message }
        : { ...outcome, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) },
  );
  if (finished.failure) keepLogs(folder, fault.id);
  await resources.closeAll();
  open = null;
  const seconds = (performance.now() - startedAtMs) / 1000;
  return { id: fault.id, title: fault.title, short, at: new Date().toISOString(), seconds, ...finished };
}

/** What the processes said, for whoever looks for the cause. */
function keepLogs(folder: string, id: string): void {
  const kept = path.join(ROOT, 'test-results/faults', id);
  // Sockets and files that go while we look are none of them.
  const isLog = (file: string) =>
    file.endsWith('.log') || (statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false);
  cpSync(folder, kept, { recursive: true, filter: isLog });
  console.log(`${id}  the logs are in ${kept}`);
}

const { chosen, short } = argumentsOrExit();
const reports: FaultReport[] = [];
for (const fault of chosen) {
  reports.push(await runFault(fault, short));
  writeFaultReport(machine(), reports);
}
console.log(`\n${faultTable(reports)}`);
process.exitCode = reports.every(holds) ? 0 : 1;
