import { readFileSync } from 'node:fs';

/** Of the server's own package, from src/ and dist/ alike. */
export const VERSION: string = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
).version;
