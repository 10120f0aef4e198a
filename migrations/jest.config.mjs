import { jestBase } from '../tools/jest-base.mjs';

export default jestBase('migrations', import.meta.dirname);
