import dgram from 'node:dgram';
import pino from 'pino';
import { openSyslog, switchboardFor } from './doors.ts';
import { Losses } from './pipeline/losses.ts';
import { Metrics } from './runtime/metrics.ts';
import type { Spool } from './spool/spool.ts';
import { testSettings } from './testing/settings.ts';
import { waitFor } from './testing/wait-for.ts';

it('counts a datagram that finds no room for the source that the screens show, and for its door (M8)', async () => {
  const settings = testSettings('postgres://127.0.0.1/none');
  const [losses, metrics] = [new Losses(), new Metrics()];
  const full = { offer: () => null } as unknown as Spool;
  const log = pino({ level: 'silent' });
  const switchboard = switchboardFor(settings);
  const door = await openSyslog({ settings, log, spool: full, switchboard, metrics, losses });
  const sender = dgram.createSocket('udp4');
  try {
    sender.send('<134>1 2026-03-01T08:00:00Z gate app - - - something', door.port, '127.0.0.1');
    await waitFor(async () => (await metrics.lost.get()).values.length > 0);
    expect(losses.take()).toEqual([{ id: 'syslog', dropped: 1 }]);
    expect((await metrics.lost.get()).values).toEqual([{ labels: { door: 'syslog' }, value: 1 }]);
  } finally {
    sender.close();
    await door.close();
  }
});
