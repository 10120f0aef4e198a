import { casesOf, inputOf } from './golden.ts';

/** The good texts among a connector's cases, for mutation: JSON and XML. */
export function sampleTexts(folder: string): string[] {
  const texts = casesOf(folder).map((name) => inputOf(folder, name).body.toString('utf8'));
  return texts.filter((text) => isXml(text) || (/^[[{]/.test(text) && isJson(text)));
}

export const isXml = (text: string): boolean => /^\s*</.test(text);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
