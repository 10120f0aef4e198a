import { jestBase } from '../tools/jest-base.mjs';

export default jestBase('server', import.meta.dirname, { setupFiles: ['reflect-metadata'] });
