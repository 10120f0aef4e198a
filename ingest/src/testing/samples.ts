import { readFileSync } from 'node:fs';
import path from 'node:path';
import { bytesOfInput, casesOf } from './golden.ts';
import type { GoldenInput } from './golden.ts';

/** The good JSON texts among a connector's cases, for mutation. */
export function sampleTexts(folder: string): string[] {
  return sampleBytes(folder)
    .map(String)
    .filter((text) => /^[[{]/.test(text) && isJson(text));
}

/** What arrives in each of a connector's cases. */
export function sampleBytes(folder: string): Buffer[] {
  return casesOf(folder).map((name) =>
    bytesOfInput(
      JSON.parse(readFileSync(path.join(folder, 'cases', name, 'input.json'), 'utf8')) as GoldenInput,
    ),
  );
}

/** All texts of a connector's cases. */
export const lineSamples = (folder: string): string[] => sampleBytes(folder).map(String);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
