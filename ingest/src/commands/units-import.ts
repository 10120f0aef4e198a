import { importFrom } from './import.ts';

process.exitCode = await importFrom(['units', ...process.argv.slice(2)]);
