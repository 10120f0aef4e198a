// F16: a thousand screens, and the hub killed ten times. Every one of them must be back each time, by itself, with the
// doubling, jittered waits of the product's page.
import { exactly, told } from './fault.ts';
import type { Fault, Finding } from './fault.ts';
import { Latency } from '../harness/latency.ts';
import { LiveScene } from './live-scene.ts';
import { buildProduct } from './whole-product.ts';
import { until } from '../harness/until.ts';

const AREAS = 40;
const EACH = { full: 25, short: 5 };
const RESTARTS = { full: 10, short: 2 };
const RATE_PER_SECOND = 100;
const WATCHED_MS = 3_000;
const BACK_LIMIT_MS = 60_000;

export const f16: Fault = {
  id: 'F16',
  title: 'a thousand screens reconnect, the hub killed again and again',
  run: async (context) => {
    buildProduct();
    const form = context.short ? 'short' : 'full';
    const scene = await LiveScene.open(context, AREAS);
    const screens = AREAS * EACH[form];
    await scene.tablets('herd', EACH[form]);
    await scene.startCrowd(RATE_PER_SECOND);
    await scene.critical(WATCHED_MS);
    const returns: Latency[] = [];
    const slowest: number[] = [];
    const hubBack: number[] = [];
    const refused = new Map<string, number>();
    let never = 0;
    for (let n = 1; n <= RESTARTS[form]; n += 1) {
      await scene.heard('herd');
      hubBack.push(await scene.product.killAndWait('hub', BACK_LIMIT_MS));
      const connected = await scene.listeners.steady('herd', BACK_LIMIT_MS);
      await until(
        'the hub counts them',
        async () => (await scene.doors.metric('ioc_clients')) === connected,
        20_000,
      );
      await scene.critical(WATCHED_MS);
      const heard = await scene.heard('herd');
      const { p50Ms, maxMs } = heard.returning.summary();
      returns.push(heard.returning);
      slowest.push(maxMs);
      never += screens - connected;
      for (const [why, count] of Object.entries(heard.refusals))
        refused.set(why, (refused.get(why) ?? 0) + count);
      context.say(
        `kill ${n}: ${connected} of ${screens} back, p50 ${(p50Ms / 1000).toFixed(1)} s, last ${(maxMs / 1000).toFixed(1)} s`,
      );
    }
    const { p50Ms, p99Ms } = Latency.merged(returns).summary();
    const findings: Finding[] = [
      told('screens, kills of the hub', `${screens}, ${RESTARTS[form]}`),
      exactly('screens that did not come back', never, 0),
      told(
        'back after (from the loss of the line)',
        `p50 ${(p50Ms / 1000).toFixed(1)} s, p99 ${(p99Ms / 1000).toFixed(1)} s, last ${(Math.max(...slowest) / 1000).toFixed(1)} s`,
      ),
      told('the hub answered again after, at most', `${(Math.max(...hubBack) / 1000).toFixed(1)} s`),
      told('refused on the way back', JSON.stringify(Object.fromEntries(refused))),
    ];
    return { findings, soundness: [await scene.finish({ herd: scene.areaStreams() })] };
  },
};
