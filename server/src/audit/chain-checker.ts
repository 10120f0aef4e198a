import type { AuditCheck } from '@ioc/contracts/api/audit';
import { checkChain } from './chain-check.ts';
import type { ChainReader } from './chain-reader.ts';
import type { HeadKeeper } from './head-keeper.ts';
import type { HeadsFile } from './heads-file.ts';
import { readPublicKeys } from './signing-key.ts';

/** Checks the trail when asked; whoever asks while a check runs gets the answer of that one. */
export class ChainChecker {
  #running: Promise<AuditCheck> | null = null;

  constructor(
    private readonly reader: ChainReader,
    private readonly file: HeadsFile,
    private readonly dataDir: string,
    private readonly keeper: Pick<HeadKeeper, 'refusal'>,
  ) {}

  check(): Promise<AuditCheck> {
    this.#running ??= this.#check().finally(() => (this.#running = null));
    return this.#running;
  }

  async #check(): Promise<AuditCheck> {
    const keys = await readPublicKeys(this.dataDir);
    const report = await checkChain({ reader: this.reader, file: this.file, keys });
    const { refusal } = this.keeper;
    if (refusal === null || report.fault) return { ...report, refusal };
    // It fits now, but it did not when the server last signed: that is for a person to look into.
    const fault = {
      seq: String(report.entries - report.unsigned + 1),
      reason: `the server signs no more since it found: ${refusal}`,
    };
    return { ...report, intact: false, fault, refusal };
  }
}
