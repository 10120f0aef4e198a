// Who may import whom, as sentences. `npm run boundaries` runs it, and fails too when fewer files were read than the
// tree holds, or when a planted breach goes unreported.
const WORKSPACES = [
  'contracts',
  'migrations',
  'standalone',
  'fixtures',
  'ingest',
  'server',
  'client',
  'bench',
  'e2e',
];
const TEST = '\\.test\\.tsx?$|/testing/';

const only = (workspace) => WORKSPACES.filter((other) => other !== workspace).join('|');

/** `folder/<name>/…` may not import `folder/<another name>/…`. */
const knowsNoOther = (name, folder) => ({
  name,
  severity: 'error',
  from: { path: `^${folder}/([^/]+)/.+`, pathNot: TEST },
  to: { path: `^${folder}/([^/]+)/.+`, pathNot: `^${folder}/$1/` },
});

module.exports = {
  forbidden: [
    {
      name: 'contracts-stand-on-zod-alone',
      severity: 'error',
      from: { path: '^contracts/src', pathNot: TEST },
      to: { pathNot: '^contracts/src|node_modules/zod/' },
    },
    {
      name: 'workspaces-meet-only-in-contracts',
      comment: 'server, client and ingest never import each other',
      severity: 'error',
      from: { path: '^(server|client|ingest)/src', pathNot: TEST },
      to: { path: '^(server|client|ingest)/', pathNot: '^$1/' },
    },
    {
      name: 'product-never-imports-fixtures-or-migrations',
      comment: 'tests, standalone and bench may',
      severity: 'error',
      from: { path: '^(contracts|server|client|ingest)/src', pathNot: TEST },
      to: { path: '^(fixtures|migrations|standalone|bench|e2e)/' },
    },
    {
      name: 'migrations-import-nobody',
      severity: 'error',
      from: { path: '^migrations/src', pathNot: TEST },
      to: { path: `^(${only('migrations')})/` },
    },
    knowsNoOther('a-connector-knows-no-other', 'ingest/src/connectors'),
    knowsNoOther('a-panel-knows-no-other', 'client/src/panels'),
    knowsNoOther('a-feature-knows-no-other', 'server/src/features'),
    {
      name: 'pipeline-knows-no-connector',
      severity: 'error',
      from: { path: '^ingest/src/(pipeline|sink|transports)/', pathNot: TEST },
      to: { path: '^ingest/src/connectors/' },
    },
    {
      name: 'hub-knows-no-feature',
      severity: 'error',
      from: { path: '^server/src/(hub|feed)/', pathNot: TEST },
      to: { path: '^server/src/features/' },
    },
    {
      name: 'ui-knows-no-data',
      severity: 'error',
      from: { path: '^client/src/ui/', pathNot: TEST },
      to: { path: '^client/src/(stream|panels|apps|shell|map)/' },
    },
    {
      name: 'light-kit-knows-no-page',
      comment: 'what the pages on a phone share weighs on each of them',
      severity: 'error',
      from: { path: '^client/src/light-kit/', pathNot: TEST },
      to: { path: '^client/src/', pathNot: '^client/src/light-kit/' },
    },
    {
      name: 'portal-and-public-figures-meet-only-in-the-light-kit',
      severity: 'error',
      from: { path: '^client/src/apps/(portal|open)/', pathNot: TEST },
      to: { path: '^client/src/', pathNot: '^client/src/(apps/$1|light-kit|ui)/' },
    },
    {
      name: 'panels-use-only-the-panel-kit',
      severity: 'error',
      from: { path: '^client/src/panels/', pathNot: TEST },
      to: { path: '^client/src/(apps|shell|map)/' },
    },
    {
      name: 'only-repositories-speak-sql',
      comment: 'typeorm and pg in repositories, entities, db, feed, sink',
      severity: 'error',
      from: {
        path: '^(server|ingest)/src',
        pathNot: `${TEST}|\\.(repository|entity)\\.ts$|^server/src/(db|feed)/|^ingest/src/sink/`,
      },
      to: { path: 'node_modules/(typeorm|pg|@nestjs/typeorm)/' },
    },
    {
      name: 'client-never-reaches-node-side',
      comment: 'not even through a third file',
      severity: 'error',
      from: { path: '^client/src', pathNot: TEST },
      to: {
        path: '^(server|ingest|migrations|standalone|fixtures|bench)/|^(fs|net|path|child_process)$',
        reachable: true,
      },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/|^bench/peers/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['@ioc/source', 'import', 'module', 'browser', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'],
    },
  },
};
