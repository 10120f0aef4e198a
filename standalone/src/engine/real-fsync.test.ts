import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { realFsync } from './real-fsync.ts';

describe('realFsync', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ioc-fsync-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The imports as the engine would get them, with one open "stream" behind every descriptor. */
  async function hookedImports(stream: { nfd?: number; node: { mode: number; path: string } }) {
    const imports = {
      env: {} as Record<string, unknown>,
      wasi_snapshot_preview1: {} as Record<string, unknown>,
    };
    const files = {
      getStream: () => stream,
      isDir: () => stream.nfd === undefined,
      getPath: () => stream.node.path,
    };
    const engine = { Module: { FS: files } } as never;
    const original = { instantiateWasm: (given: unknown, done: unknown) => [given, done] };
    const { emscriptenOpts } = await realFsync(folder).setup(engine, original);
    (emscriptenOpts as typeof original).instantiateWasm(imports, null);
    return {
      fdatasync: imports.env['__syscall_fdatasync'] as (fd: number) => number,
      fdSync: imports.wasi_snapshot_preview1['fd_sync'] as (fd: number) => number,
    };
  }

  it('reaches the real file: an open one is synced, a closed one fails loudly', async () => {
    const nfd = openSync(path.join(folder, 'file'), 'w');
    const node = { mode: 0, path: '/tmp/pglite/base/pg_wal/000000010000000000000001' };
    const { fdatasync, fdSync } = await hookedImports({ nfd, node });
    expect([fdatasync(3), fdSync(3)]).toEqual([0, 0]);
    closeSync(nfd);
    expect(() => fdatasync(3)).toThrow('EBADF');
    expect(() => fdSync(3)).toThrow('EBADF');
  });

  it('keeps the log without looking up where it lies, for that is asked at each commit', async () => {
    const nfd = openSync(path.join(folder, 'log'), 'w');
    const node = {
      mode: 0,
      get path(): string {
        throw new Error('looked up');
      },
    };
    const { fdatasync, fdSync } = await hookedImports({ nfd, node });
    expect(fdatasync(3)).toBe(0);
    expect(() => fdSync(3)).toThrow('looked up');
    closeSync(nfd);
    expect(() => fdatasync(3)).toThrow('EBADF');
  });

  it('has segments of tables on disk before the log goes on, and says when one is not; a removed one needs nothing', async () => {
    const inside = (name: string) => ({ mode: 0, path: `/tmp/pglite/base/${name}` });
    const stream = { nfd: 99_999, node: inside('base/5/16384_fsm.1') };
    const { fdatasync, fdSync } = await hookedImports(stream);
    const log = {
      nfd: openSync(path.join(folder, 'log'), 'w'),
      node: inside('pg_wal/000000010000000000000001'),
    };
    mkdirSync(path.join(folder, 'base/5'), { recursive: true });
    writeFileSync(path.join(folder, 'base/5/16384_fsm.1'), 'page');
    symlinkSync('16386', path.join(folder, 'base/5/16386'));
    fdSync(3);
    Object.assign(stream, { node: inside('base/5/16385') });
    fdSync(3);
    Object.assign(stream, log);
    expect(fdatasync(3)).toBe(0);
    Object.assign(stream, { nfd: 99_999, node: inside('base/5/16386') });
    expect(fdSync(3)).toBe(0);
    Object.assign(stream, log);
    expect(() => fdatasync(3)).toThrow('could not be synced');
  });

  it('syncs directories of the data directory, for renames to last', async () => {
    const there = await hookedImports({ node: { mode: 0, path: '/tmp/pglite/base/' } });
    expect(there.fdSync(3)).toBe(0);
    const missing = await hookedImports({ node: { mode: 0, path: '/tmp/pglite/base/missing' } });
    expect(() => missing.fdSync(3)).toThrow('ENOENT');
    const elsewhere = await hookedImports({ node: { mode: 0, path: '/dev' } });
    expect(elsewhere.fdSync(3)).toBe(0);
  });
});
