// The rules in force: those that came with the product, and those of a site's folder, which win by their id. The folder is
// looked at every two seconds, whatever the file system tells of changes; a file that cannot be used keeps what it said
// before, and says so: in the log, in the list of rules, and on the console.
import { readFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { AlertRule } from '@ioc/contracts/alert-rule';
import type { AlertRuleView, AlertRules } from '@ioc/contracts/api/alerts';
import type { Logger } from '../../logger.ts';
import { isRuleFile, readRules } from './rule-file.ts';

const OWN_RULES = new URL('./default-rules.json', import.meta.url);
const LOOK_EVERY_MS = 2_000;
const MOST_FILES = 100;
const MOST_BYTES = 256 * 1024;

interface RuleFile {
  /** Of the file as it was read; other bytes have another one. */
  readonly stamp: string;
  readonly rules: readonly AlertRule[];
  readonly problem: string | null;
}

export class RuleBook {
  readonly #own: readonly AlertRule[];
  #files = new Map<string, RuleFile>();
  #folderProblem: string | null = null;
  #views: ReadonlyMap<string, AlertRuleView> = new Map();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  /** Throws when the product's own rules are wrong. `folder` null: only those. */
  constructor(
    private readonly folder: string | null,
    private readonly logger: Logger,
  ) {
    const own = readRules(readFileSync(OWN_RULES, 'utf8'), 'default-rules.json');
    if (typeof own === 'string') throw new Error(`the product’s own rules: ${own}`);
    this.#own = own;
    this.#bind();
  }

  /** Looks once, then every two seconds. */
  async start(): Promise<void> {
    if (this.folder === null) return;
    await this.look();
    this.#timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  get enabled(): readonly AlertRule[] {
    return [...this.#views.values()].map(({ rule }) => rule).filter(({ enabled }) => enabled);
  }

  rule(id: string): AlertRule | undefined {
    return this.#views.get(id)?.rule;
  }

  view(): AlertRules {
    const problems = [...this.#files].flatMap(([file, { problem }]) =>
      problem === null ? [] : [{ file, problem }],
    );
    if (this.#folderProblem !== null) problems.unshift({ file: '.', problem: this.#folderProblem });
    return { items: [...this.#views.values()], next: null, problems };
  }

  /** One look at the folder after the other. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#look(this.folder ?? ''));
    return this.#looking;
  }

  async #look(folder: string): Promise<void> {
    try {
      const names = (await readdir(folder)).filter(isRuleFile).sort();
      const files = new Map<string, RuleFile>();
      for (const name of names.slice(0, MOST_FILES)) files.set(name, await this.#file(folder, name));
      const before = this.#files;
      this.#files = files;
      this.#complain(names.length > MOST_FILES ? `only the first ${MOST_FILES} files are read` : null);
      const isSame =
        before.size === files.size && [...files].every(([name, file]) => before.get(name) === file);
      if (!isSame) this.#bind();
    } catch {
      // What was read before holds on.
      this.#complain('the folder of rules cannot be read');
    }
  }

  async #file(folder: string, name: string): Promise<RuleFile> {
    const known = this.#files.get(name);
    const { mtimeMs, size } = await stat(path.join(folder, name));
    const stamp = `${mtimeMs} ${size}`;
    if (known?.stamp === stamp) return known;
    const read =
      size > MOST_BYTES
        ? `larger than ${MOST_BYTES} bytes`
        : readRules(await readFile(path.join(folder, name), 'utf8'), name);
    if (typeof read !== 'string') {
      this.logger.info({ file: name, rules: read.length }, 'rules of alerts were read');
      return { stamp, rules: read, problem: null };
    }
    this.logger.error(
      { file: name, problem: read },
      'a file of alert rules cannot be used; what it said before holds on',
    );
    return { stamp, rules: known?.rules ?? [], problem: read };
  }

  #complain(problem: string | null): void {
    if (problem !== null && problem !== this.#folderProblem)
      this.logger.error({ folder: this.folder }, problem);
    this.#folderProblem = problem;
  }

  #bind(): void {
    const own = this.#own.map((rule) => [rule.id, { rule, file: null }] as const);
    const theirs = [...this.#files].flatMap(([file, { rules }]) =>
      rules.map((rule) => [rule.id, { rule, file }] as const),
    );
    this.#views = new Map<string, AlertRuleView>([...own, ...theirs]);
  }
}
