// bench/report.json (everything, raw) and bench/report.md (a table): each figure beside its denominator of the same run.
// A run of one line replaces that line alone, embedded and native apart, so that the report grows line by line; every
// line keeps its own machine.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './harness/child.ts';
import { describeVerdict } from './checker/checker.ts';
import type { Machine, MachineState } from './harness/machine.ts';
import type { Effort, LineResult } from './lines/line.ts';

export interface LineReport {
  readonly id: string;
  readonly title: string;
  readonly native: boolean;
  readonly at: string;
  readonly machine: Machine;
  readonly before: MachineState;
  readonly after: MachineState;
  readonly effort: Effort;
  /** Fewer rounds or seconds than the method asks for. */
  readonly short: boolean;
  /** What went wrong in place of a result. */
  readonly failure: string | null;
  readonly result: LineResult | null;
}

interface Report {
  readonly lines: readonly LineReport[];
}

const JSON_FILE = path.join(ROOT, 'bench/report.json');
const MARKDOWN_FILE = path.join(ROOT, 'bench/report.md');

export function writeReport(lines: readonly LineReport[], order: readonly string[]): void {
  const before = existsSync(JSON_FILE) ? (JSON.parse(readFileSync(JSON_FILE, 'utf8')) as Report).lines : [];
  const merged = mergeLines(before, lines, order);
  writeFileSync(JSON_FILE, `${JSON.stringify({ lines: merged }, null, 1)}\n`);
  writeFileSync(MARKDOWN_FILE, markdown(merged));
}

/** The new lines in place of the old ones of the same name and kind of engine, in the order of the list. */
export function mergeLines(
  before: readonly LineReport[],
  lines: readonly LineReport[],
  order: readonly string[],
): LineReport[] {
  const keyOf = (id: string, native: boolean) => `${id}${native ? ' native' : ''}`;
  const byKey = new Map([...before, ...lines].map((line) => [keyOf(line.id, line.native), line]));
  return order.flatMap((id) => [false, true].flatMap((native) => byKey.get(keyOf(id, native)) ?? []));
}

export function markdown(lines: readonly LineReport[]): string {
  return `${['# Benchmarks', '', ...lines.flatMap(section)].join('\n')}\n`;
}

function section(line: LineReport): string[] {
  const { id, title, native, at, machine, before, after, effort, short, failure, result } = line;
  const hash = `${machine.gitHash.slice(0, 12)}${machine.dirty ? ' with changes' : ''}`;
  const head = [
    `## ${id}${native ? ', native' : ''}: ${title}`,
    '',
    `${at}, commit ${hash}; ${machine.processors} × ${machine.cpu}, ${machine.memoryGib} GiB, Node ${machine.node}; ` +
      `load ${before.load1.toFixed(1)} → ${after.load1.toFixed(1)}, ` +
      `CPU probe ${before.probeMibPerCpuSecond} → ${after.probeMibPerCpuSecond} MiB/CPU-s of SHA-256.`,
    `${effort.rounds} rounds, ${effort.seconds} s a turn.${short ? ' **Short run: for development, not for comparison.**' : ''}`,
    '',
  ];
  if (!result) return [...head, `**No result:** ${failure}`, ''];
  return [
    ...head,
    '| metric | figure | beside it, same run | ratio: median (range) | floor | goal | verdict |',
    '|---|---|---|---|---|---|---|',
    ...result.figures.map(
      (figure) =>
        `| ${[figure.metric, figure.figure, figure.denominator, figure.ratio, figure.floor, figure.goal, figure.verdict].join(' | ')} |`,
    ),
    '',
    ...result.notes.map((note) => `- ${note}`),
    ...result.soundness.map((verdict) => `- Checker: ${describeVerdict(verdict)}.`),
    '',
  ];
}
