// Which test file comes first. Jest goes by how long each took last time, and a fresh clone knows nothing of that: the
// longest one began last and the other processors stood idle for a minute and a half. Those that take long by nature
// begin; of the others the larger file is the longer one, as Jest supposes too.
const { statSync } = require('node:fs');

/** Of one file each, in the order of their length. */
const LONG = [
  'server/src/access/matrix.db.test.ts',
  'server/src/access/mutants.db.test.ts',
  'server/src/attacks/routes.db.test.ts',
  'server/src/main.db.test.ts',
  'ingest/src/scale-out.db.test.ts',
  'standalone/src/engine/watchdog.db.test.ts',
];

function rankOf({ path }) {
  const long = LONG.findIndex((name) => path.endsWith(name));
  return long < 0 ? LONG.length : long;
}

module.exports = class Sequencer {
  sort(tests) {
    return tests
      .map((test) => ({ test, rank: rankOf(test), bytes: statSync(test.path).size }))
      .toSorted((a, b) => a.rank - b.rank || b.bytes - a.bytes)
      .map(({ test }) => test);
  }

  shard(tests) {
    return tests;
  }

  /** `--onlyFailures`: nothing is remembered here. */
  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {
    // Each run begins alike.
  }
};
