import { jestBase } from '../tools/jest-base.mjs';

export default jestBase('ingest', import.meta.dirname);
