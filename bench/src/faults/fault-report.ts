import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeVerdict } from '../checker/checker.ts';
import { ROOT } from '../harness/child.ts';
import type { Machine } from '../harness/machine.ts';
import type { FaultResult } from './fault.ts';

export interface FaultReport {
  readonly id: string;
  readonly title: string;
  readonly short: boolean;
  readonly at: string;
  readonly seconds: number;
  /** Why it could not be staged here. */
  readonly skipped: string | null;
  /** What went wrong in place of a result. */
  readonly failure: string | null;
  readonly result: FaultResult | null;
}

export const holds = ({ skipped, failure, result }: FaultReport): boolean =>
  skipped !== null ||
  (failure === null &&
    result !== null &&
    result.findings.every(({ ok }) => ok) &&
    result.soundness.every(({ ok }) => ok));

export function writeFaultReport(machine: Machine, faults: readonly FaultReport[]): void {
  const file = path.join(ROOT, 'bench/faults.json');
  writeFileSync(file, `${JSON.stringify({ machine, faults }, null, 1)}\n`);
}

export function faultTable(faults: readonly FaultReport[]): string {
  const head = ['| fault | what | figure | must | |', '|---|---|---|---|---|'];
  return [...head, ...faults.flatMap(rowsOf)].join('\n');
}

function rowsOf(report: FaultReport): string[] {
  const { id, title, seconds, skipped, failure, result } = report;
  const word = skipped === null ? (holds(report) ? 'holds' : 'FAILS') : 'SKIPPED';
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const first = row([id, `**${title}**`, `${seconds.toFixed(0)} s`, skipped ?? failure ?? '', `**${word}**`]);
  const findings = result?.findings ?? [];
  const verdicts = result?.soundness ?? [];
  return [
    first,
    ...findings.map(({ name, figure, must, ok }) => row(['', name, figure, must, ok ? '✓' : '✗'])),
    ...verdicts.map((verdict) =>
      row(['', 'checker', describeVerdict(verdict), 'sound', verdict.ok ? '✓' : '✗']),
    ),
  ];
}
