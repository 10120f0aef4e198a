// Follows a file that another program appends to. The position is committed in the same transaction as the rows (A1),
// so a restart goes on exactly where the last commit ended. A rotated file is read to its end first, also when it was
// rotated while this process was down; a truncated one is begun anew; half a line waits for its other half.
import { open, readdir, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Connector, Message } from '../connector.ts';
import type { Intake } from '../pipeline/intake.ts';
import { pause } from '../runtime/supervisor.ts';
import { MAX_MESSAGE_BYTES } from '../wire/json.ts';
import { LineFramer } from './line-framer.ts';

export interface FileTailOptions {
  readonly file: string;
  readonly connector: Connector;
  readonly intake: Intake;
  readonly readCursor: (source: string, name: string) => Promise<unknown>;
  readonly pollMs?: number;
}

const cursorSchema = z
  .object({ inode: z.number(), offset: z.number().int().min(0) })
  .nullable()
  .catch(null);
type Position = NonNullable<z.infer<typeof cursorSchema>>;

const CHUNK_BYTES = 256 * 1024;
/** Rows of one commit stay far below what a transaction can carry. */
const LINES_PER_COMMIT = 400;

/** Runs until `signal` aborts; rejects when the file cannot be read. A file that is not there yet is waited for. */
export async function followFile(options: FileTailOptions, signal: AbortSignal): Promise<void> {
  const { file, connector, readCursor, pollMs = 250 } = options;
  let position = cursorSchema.parse(await readCursor(connector.source.id, cursorName(file)));
  while (!signal.aborted) {
    const handle = await openAt(file, position);
    if (!handle) {
      await pause(pollMs, signal);
      continue;
    }
    try {
      position = await readThrough(handle, position, options, signal);
    } finally {
      await handle.close();
    }
    // The next file begins at its beginning, whatever its inode.
    position = { inode: -1, offset: 0 };
  }
}

const cursorName = (file: string): string => `file:${file}`;

/** The file of the position if it still exists under any name beside `file`, else `file` itself. */
async function openAt(file: string, position: Position | null): Promise<FileHandle | null> {
  const rotated = position && position.inode >= 0 ? await siblingWithInode(file, position.inode) : null;
  try {
    return await open(rotated ?? file, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function siblingWithInode(file: string, inode: number): Promise<string | null> {
  const folder = path.dirname(file);
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((candidate) => candidate.startsWith(path.basename(file)))) {
    const found = await stat(path.join(folder, name)).catch(() => null);
    if (found?.ino === inode) return path.join(folder, name);
  }
  return null;
}

/** Reads until the file was replaced and is read to its end; answers the last position. */
async function readThrough(
  handle: FileHandle,
  start: Position | null,
  options: FileTailOptions,
  signal: AbortSignal,
): Promise<Position> {
  const { ino: inode } = await handle.stat();
  const framer = new LineFramer({ maxBytes: MAX_MESSAGE_BYTES, octetCounting: false });
  let offset = start?.inode === inode ? start.offset : 0;
  const buffer = Buffer.alloc(CHUNK_BYTES);
  while (!signal.aborted) {
    const { size } = await handle.stat();
    if (size < offset) {
      offset = 0;
      framer.end();
    }
    // Until a new file stands in its place the writer still writes to the old one, whatever its name.
    const replaced = ![inode, null].includes(await inodeOf(options.file));
    const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, offset);
    offset += bytesRead;
    const lines = framer.push(Buffer.from(buffer.subarray(0, bytesRead)));
    const atEnd = bytesRead === 0 && replaced;
    if (atEnd) lines.push(...framer.end());
    await commit(lines, { inode, offset: offset - framer.heldBytes }, options);
    if (atEnd) return { inode, offset };
    if (bytesRead === 0) await pause(options.pollMs ?? 250, signal);
  }
  return { inode, offset };
}

const inodeOf = (file: string): Promise<number | null> =>
  stat(file).then(
    ({ ino }) => ino,
    () => null,
  );

async function commit(lines: readonly Buffer[], position: Position, options: FileTailOptions): Promise<void> {
  const { connector, intake, file } = options;
  const receivedAt = new Date().toISOString();
  for (let at = 0; at < lines.length; at += LINES_PER_COMMIT) {
    const messages = lines
      .slice(at, at + LINES_PER_COMMIT)
      .map((line): Message => ({ address: file, payload: line, body: line, receivedAt }));
    const isLast = at + LINES_PER_COMMIT >= lines.length;
    const cursor = { source: connector.source.id, name: cursorName(file), value: position };
    await intake.accept({ connector, messages, ...(isLast ? { cursor } : {}) });
  }
}
