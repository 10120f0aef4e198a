// A real Mosquitto (Debian package `mosquitto`) with the lines of docker/mosquitto.conf, on a free port of loopback.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import mqtt from 'mqtt';
import { waitFor } from './wait-for.ts';

const PROGRAM = '/usr/sbin/mosquitto';
export const hasMosquitto = existsSync(PROGRAM);

export interface Mosquitto {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startMosquitto(): Promise<Mosquitto> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'ioc-mosquitto-'));
  const port = await freePort();
  const file = path.join(folder, 'mosquitto.conf');
  await writeFile(file, configOf(port, folder));
  // Started by root it becomes the user `mosquitto`.
  await chmod(folder, 0o777);
  const broker = spawn(PROGRAM, ['-c', file], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(broker, 'exit');
  const url = `mqtt://127.0.0.1:${port}`;
  await waitFor(async () => {
    const client = await mqtt.connectAsync(url, { reconnectPeriod: 0 }, false).catch(() => null);
    await client?.endAsync();
    return client !== null;
  });
  const stop = async () => {
    broker.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  return { url, stop };
}

/** The lines of production, with a port and a folder of its own and without passwords. */
function configOf(port: number, folder: string): string {
  const production = readFileSync(path.resolve(__dirname, '../../../docker/mosquitto.conf'), 'utf8');
  const own = /^(#|listener|allow_anonymous|password_file|persistence_location)/;
  return [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    `persistence_location ${folder}/`,
    'log_type error',
    ...production.split('\n').filter((line) => !own.test(line)),
  ].join('\n');
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
