// Text files of offices: UTF-8 with or without byte order mark, UTF-16 where a mark says so, and what old Vietnamese
// Windows wrote (windows-1258) only where the bytes are not UTF-8.
import { isUtf8 } from 'node:buffer';
import { Reject } from '../reject.ts';

export function textOfFile(bytes: Buffer): string {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  if (text.includes('\0')) throw new Reject('schema', 'the file is neither text nor a spreadsheet');
  // windows-1258 writes tones as marks of their own.
  return text.normalize('NFC');
}

function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1258';
}
