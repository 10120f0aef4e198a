import { readFileSync } from 'node:fs';
import path from 'node:path';
import { casesOf } from './golden.ts';
import type { GoldenInput } from './golden.ts';

/** The good JSON texts among a connector's cases, for mutation. */
export function sampleTexts(folder: string): string[] {
  const texts = casesOf(folder).map((name) => {
    const input = JSON.parse(
      readFileSync(path.join(folder, 'cases', name, 'input.json'), 'utf8'),
    ) as GoldenInput;
    return input.text ?? JSON.stringify(input.json);
  });
  return texts.filter((text) => /^[[{]/.test(text) && isJson(text));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
