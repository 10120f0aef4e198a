// npm start: one command, one machine. Checks the settings and the doors before anything opens, starts the product,
// says where it is and what to do next, and ends it in order on Ctrl-C.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { EngineStartError } from './engine/engine-child.ts';
import { ConsoleOutput } from './launch/console-output.ts';
import { ROOT } from './launch/entry.ts';
import { takenDoors } from './launch/port-check.ts';
import { Product } from './launch/product.ts';
import { readSettings, SettingsError, type LaunchSettings } from './launch/settings.ts';
import { baseAddress, farewell, welcome } from './launch/welcome.ts';

const EXIT_CONFIG = 78;
const output = new ConsoleOutput();

function settingsOrExit(): LaunchSettings {
  try {
    return readSettings(process.env, ROOT);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    output.problem(`Toàn Cảnh cannot start: ${error.message}`);
    process.exit(EXIT_CONFIG);
  }
}

async function checkDoors(settings: LaunchSettings): Promise<void> {
  const { IOC_HOST: host } = settings;
  const loopback = '127.0.0.1';
  const problems = await takenDoors([
    { name: 'web', setting: 'IOC_PORT', host, port: settings.IOC_PORT },
    { name: 'webhooks', setting: 'IOC_HOOKS_PORT', host, port: settings.IOC_HOOKS_PORT },
    { name: 'syslog', setting: 'IOC_SYSLOG_PORT', host, port: settings.IOC_SYSLOG_PORT },
    ...(settings.IOC_MQTT_URL
      ? []
      : [{ name: 'MQTT', setting: 'IOC_MQTT_PORT', host, port: settings.IOC_MQTT_PORT }]),
    ...(settings.DATABASE_URL
      ? []
      : [{ name: 'database', setting: 'IOC_DB_PORT', host: loopback, port: settings.IOC_DB_PORT }]),
  ]);
  if (problems.length === 0) return;
  output.problem(`Toàn Cảnh cannot start:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  process.exit(EXIT_CONFIG);
}

const settings = settingsOrExit();
await checkDoors(settings);
output.line(`\nToàn Cảnh${settings.demo ? ' · dữ liệu mô phỏng / simulated data' : ''}`);

const product = new Product(settings, output, (reason) => {
  output.problem(`Toàn Cảnh stops: ${reason}`);
  void end(1);
});
let ending = false;

async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  output.line(farewell);
  await product.stop();
  process.exit(code);
}

process.on('SIGINT', () => void end(0));
process.on('SIGTERM', () => void end(0));

try {
  const port = await product.start();
  const base = baseAddress(settings, port);
  writeFileSync(path.join(settings.dataDir, 'address'), `${base}\n`);
  for (const line of welcome(settings, base, product.signInToken())) output.line(line);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  output.problem(`Toàn Cảnh cannot start: ${reason}`);
  await end(error instanceof EngineStartError ? EXIT_CONFIG : 1);
}
