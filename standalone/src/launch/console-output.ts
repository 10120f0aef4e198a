// What a person at the terminal sees. Progress redraws one line on a terminal; in a pipe it is said each tenth.
const TICK = '✓';

export class ConsoleOutput {
  #progressShown = '';
  #startedAt = performance.now();

  constructor(private readonly out: NodeJS.WriteStream = process.stdout) {}

  line(text = ''): void {
    this.#endProgress();
    this.out.write(`${text}\n`);
  }

  /** A finished step and how long after the last one it ended. */
  done(name: string, detail: string): void {
    const seconds = ((performance.now() - this.#startedAt) / 1000).toFixed(1);
    this.#startedAt = performance.now();
    this.line(`  ${TICK} ${name.padEnd(12)} ${detail} (${seconds} s)`);
  }

  problem(text: string): void {
    this.#endProgress();
    process.stderr.write(`${text}\n`);
  }

  progress(name: string, done: number, total: number): void {
    const percent = total > 0 ? Math.floor((100 * done) / total) : 100;
    const counts = `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
    const text = `  … ${name.padEnd(12)} ${percent} % (${counts})`;
    const shown = this.out.isTTY ? text : `${name} ${Math.floor(percent / 10)}`;
    if (shown === this.#progressShown) return;
    this.#progressShown = shown;
    this.out.write(this.out.isTTY ? `\r\u001B[K${text}` : `${text}\n`);
  }

  #endProgress(): void {
    if (this.#progressShown && this.out.isTTY) this.out.write('\r\u001B[K');
    this.#progressShown = '';
  }
}
