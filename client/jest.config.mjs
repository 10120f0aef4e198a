import { jestBase } from '../tools/jest-base.mjs';

export default jestBase('client', import.meta.dirname);
