// Zalo's refresh token is good once, so the newest is a file of this world, readable by its owner alone; the one of the
// settings is only the first.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeSecret } from '../access/secret-file.ts';
import { sha256 } from '../access/secret.ts';
import type { RefreshTokens } from './zalo-notifier.ts';

const NAME = 'zalo-token';

export class KeptRefreshToken implements RefreshTokens {
  constructor(
    private readonly worldDir: string,
    private readonly first: string,
  ) {}

  /** A new first one in the settings begins anew. */
  async read(): Promise<string> {
    const text = await readFile(path.join(this.worldDir, NAME), 'utf8').catch(() => '');
    const [of = '', token = ''] = text.trim().split(' ');
    return of === this.#name() && token !== '' ? token : this.first;
  }

  keep(token: string): Promise<void> {
    return writeSecret(this.worldDir, NAME, `${this.#name()} ${token}`);
  }

  #name(): string {
    return sha256(this.first).slice(0, 16);
  }
}
