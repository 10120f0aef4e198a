import { casesOf, inputOf } from './golden.ts';

/** The good texts among a connector's cases, for mutation: JSON and XML. */
export function sampleTexts(folder: string): string[] {
  return sampleBytes(folder)
    .map(String)
    .filter((text) => isXml(text) || (/^[[{]/.test(text) && isJson(text)));
}

/** What arrives in each of a connector's cases. */
export const sampleBytes = (folder: string): Buffer[] =>
  casesOf(folder).map((name) => inputOf(folder, name).body);

export const isXml = (text: string): boolean => /^\s*</.test(text);

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
