import { readFileSync } from 'node:fs';
import path from 'node:path';
import { casesOf } from './golden.ts';
import type { GoldenInput } from './golden.ts';

/** The good JSON texts among a connector's cases, for mutation. */
export const sampleTexts = (folder: string): string[] =>
  lineSamples(folder).filter((text) => /^[[{]/.test(text) && isJson(text));

/** All texts of a connector's cases. */
export const lineSamples = (folder: string): string[] =>
  casesOf(folder).map((name) => {
    const input = JSON.parse(
      readFileSync(path.join(folder, 'cases', name, 'input.json'), 'utf8'),
    ) as GoldenInput;
    return input.text ?? JSON.stringify(input.json);
  });

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
