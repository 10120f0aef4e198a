// Jest runs in CommonJS mode (its ESM mode is a dead end on Node 20): one SWC pass turns the project's TypeScript,
// and the packages that are ESM only, into CommonJS. What is CommonJS already passes through untouched.
const { transformSync } = require('@swc/core');
const { createHash } = require('node:crypto');
const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');

const optionsSource = readFileSync(path.join(__dirname, 'swc-options.cjs'), 'utf8');
const { swcOptions } = require('./swc-options.cjs');
const packageTypes = new Map();

function packageType(folder) {
  if (!packageTypes.has(folder)) packageTypes.set(folder, readPackageType(folder));
  return packageTypes.get(folder);
}

function readPackageType(folder) {
  const file = path.join(folder, 'package.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')).type ?? 'commonjs';
  return folder === path.dirname(folder) ? 'commonjs' : packageType(path.dirname(folder));
}

const isEsm = (file) =>
  /\.(tsx?|mjs)$/.test(file) || (file.endsWith('.js') && packageType(path.dirname(file)) === 'module');

module.exports = {
  getCacheKey: (source, filename) =>
    createHash('sha256').update(optionsSource).update(source).update(filename).digest('hex'),
  process: (source, filename) =>
    isEsm(filename) || /\bimport\s*\(/.test(source)
      ? transformSync(source, swcOptions({ filename, module: 'commonjs', jest: true }))
      : { code: source },
};
