// A child for the tests of supervision: it reports the port it was given, and ends as it is told to.
const mode = process.argv[2];
if (mode === 'refuse') process.exit(78);
process.send?.({ ready: true, ports: { web: Number(process.env['CHILD_PORT'] ?? 0) || 4711 } });
console.log(`generation ${process.env['CHILD_PORT'] ?? 'first'}`);
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
// A program that is held up, as by a query or a log that nobody reads, hears nothing.
if (mode === 'deaf') setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 0);
setInterval(() => {}, 1_000);
