// node -C @ioc/source --import ./tools/ts.mjs <file.ts>: run TypeScript, decorator metadata included, without a build.
import { register } from 'node:module';

process.setSourceMapsEnabled(true);
register('./ts-hooks.mjs', import.meta.url);
