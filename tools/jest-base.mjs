/** What every workspace's Jest configuration shares; a workspace adds its name and what is special to it. */
export const jestBase = (name, rootDir, extra = {}) => ({
  displayName: name,
  rootDir,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@ioc/source', 'require', 'node', 'node-addons'] },
  transform: { '\\.([cm]?js|tsx?)$': `${import.meta.dirname}/jest-transform.cjs` },
  transformIgnorePatterns: [],
  testMatch: ['<rootDir>/src/**/*.test.{ts,tsx}'],
  moduleNameMapper: { '\\.(css|woff2?|svg|png)(\\?.*)?$': `${import.meta.dirname}/jest-asset.cjs` },
  ...extra,
});
