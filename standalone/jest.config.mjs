import { jestBase } from '../tools/jest-base.mjs';

export default jestBase('standalone', import.meta.dirname);
