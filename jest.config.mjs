export default {
  projects: ['contracts', 'migrations', 'standalone', 'fixtures', 'ingest', 'server', 'client', 'bench'].map(
    (name) => `<rootDir>/${name}`,
  ),
  testTimeout: 30_000,
};
