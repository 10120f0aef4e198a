// npm run bench [-- a1 …]: runs lines one after another, each with resources of its own, and writes the report. It ends
// with 0 also when a floor is missed (a benchmark reports), with 1 when a line could not be measured.
import { readArguments } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import { machine, machineState } from './harness/machine.ts';
import { Resources } from './harness/resources.ts';
import { LINES } from './line-list.ts';
import type { Line } from './lines/line.ts';
import { markdown, writeReport } from './report.ts';
import type { LineReport } from './report.ts';

const ORDER = LINES.map(({ id }) => id);
let open: Resources | null = null;

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void (open?.closeAll() ?? Promise.resolve()).then(() => process.exit(130));
  });
}

function argumentsOrExit(): Arguments {
  try {
    return readArguments(process.argv.slice(2), ORDER);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(64);
  }
}

async function runLine(line: Line, { effort, short }: Arguments): Promise<LineReport> {
  const resources = new Resources();
  open = resources;
  const before = machineState();
  const say = (text: string) => console.log(`${line.id}  ${text}`);
  const outcome = await line.run({ resources, folder: await resources.folder(), effort, say }).then(
    (result) => ({ result, failure: null }),
    (error: unknown) => ({
      result: null,
      failure: error instanceof Error ? error.message : String(error),
    }),
  );
  await resources.closeAll();
  open = null;
  const at = new Date().toISOString();
  const { id, title } = line;
  const native = Boolean(process.env['IOC_TEST_DATABASE_URL']);
  return {
    id,
    title,
    native,
    at,
    machine: machine(),
    before,
    after: machineState(),
    effort,
    short,
    ...outcome,
  };
}

const given = argumentsOrExit();
const chosen = LINES.filter(({ id }) => !given.ids.length || given.ids.includes(id));
const reports: LineReport[] = [];
for (const line of chosen) {
  reports.push(await runLine(line, given));
  writeReport(reports, ORDER);
}
console.log(`\n${markdown(reports)}`);
process.exitCode = reports.some(({ result }) => result === null) ? 1 : 0;
