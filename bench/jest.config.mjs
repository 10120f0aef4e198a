import { jestBase } from '../tools/jest-base.mjs';

export default jestBase('bench', import.meta.dirname);
