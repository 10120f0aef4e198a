// Rounds of product and another in turns (A B B A).
import type { BenchDatabase } from '../harness/database.ts';
import { ABBA, compare } from '../harness/ratio.ts';
import type { Arm, Comparison, Turn } from '../harness/ratio.ts';
import type { Workload } from '../load/workload.ts';
import { newestSeq } from './copy-arm.ts';
import type { CopyArm } from './copy-arm.ts';

export interface TurnsOptions {
  readonly title: string;
  readonly rounds: number;
  readonly turnOf: Readonly<Record<Arm, () => Promise<Turn>>>;
  readonly say: (text: string) => void;
}

export interface AgainstCopy {
  readonly database: BenchDatabase;
  readonly copy: CopyArm;
  readonly workload: Pick<Workload, 'source' | 'title'>;
  readonly rounds: number;
  /** Stores so many rows through the product. */
  readonly productTurn: () => Promise<Turn>;
  readonly say: (text: string) => void;
}

export interface ComparedRounds {
  readonly comparison: Comparison;
  readonly rounds: readonly (readonly Turn[])[];
}

export async function runAgainstCopy(options: AgainstCopy): Promise<ComparedRounds> {
  const { database, copy, workload, productTurn, rounds, say } = options;
  let sinceSeq = await newestSeq(database.client);
  const turnOf = {
    product: async () => {
      sinceSeq = await newestSeq(database.client);
      return productTurn();
    },
    denominator: () => copy.turn(workload.source, sinceSeq),
  };
  return runInTurns({ title: workload.title, rounds, turnOf, say });
}

/** One turn of each arm to warm up, then the rounds. */
export async function runInTurns(options: TurnsOptions): Promise<ComparedRounds> {
  const { title, turnOf, say } = options;
  await turnOf.product();
  await turnOf.denominator();
  const rounds: Turn[][] = [];
  for (let number = 1; number <= options.rounds; number += 1) {
    const round: Turn[] = [];
    for (const arm of ABBA) round.push(await turnOf[arm]());
    rounds.push(round);
    const { product, denominator, ratio } = compare([round]);
    say(
      `${title}, round ${number} of ${options.rounds}: ${product.toFixed(0)} against ` +
        `${denominator.toFixed(0)} rows per CPU-s, ${ratio.median.toFixed(3)}`,
    );
  }
  return { comparison: compare(rounds), rounds };
}
