// F10: screens are away for five seconds, five minutes, two hours (short: five and forty seconds), and across a restart
// of the hub, which forgets the frames it sent. Whoever comes back has no gap: a short absence is made up by what was
// missed, a long one by a snapshot that says that history was skipped.
import { setTimeout as delay } from 'node:timers/promises';
import { exactly, told } from './fault.ts';
import type { Fault, Finding } from './fault.ts';
import { LiveScene, OPEN, wallStreams } from './live-scene.ts';
import { buildProduct } from './whole-product.ts';

const AREAS = 10;
const EACH = 10;
const ABSENCES_MS = { full: [5_000, 300_000, 7_200_000], short: [5_000, 40_000] };
/** A screen that was away no longer than this gets what it missed and no more. */
const NEAR_MS = 5_000;
const RATE_PER_SECOND = { full: 100, short: 300 };
const WATCHED_MS = 4_000;
const CHANNELS = ['counts', 'map', 'latest', 'critical'];
const RESTART_LIMIT_MS = 60_000;

export const f10: Fault = {
  id: 'F10',
  title: 'screens offline for seconds, minutes, hours, and across a restart of the hub',
  run: async (context) => {
    buildProduct();
    const form = context.short ? 'short' : 'full';
    const scene = await LiveScene.open(context, AREAS);
    const absences = ABSENCES_MS[form];
    for (const ms of absences) await scene.walls(`away ${ms / 1000} s`, EACH, CHANNELS);
    await scene.walls('restarted', EACH, CHANNELS);
    await scene.startCrowd(RATE_PER_SECOND[form]);
    await scene.critical(WATCHED_MS);
    const findings: Finding[] = [];
    for (const ms of absences) findings.push(...(await absence(scene, ms)));
    findings.push(...(await restart(scene)));
    const streams = wallStreams(['map', 'latest', 'critical', 'counts']);
    const groups = [...absences.map((ms) => `away ${ms / 1000} s`), 'restarted'];
    const soundness = await scene.finish(Object.fromEntries(groups.map((group) => [group, streams])));
    return { findings, soundness: [soundness] };

    async function absence(of: LiveScene, ms: number): Promise<Finding[]> {
      const group = `away ${ms / 1000} s`;
      context.say(group);
      await of.heard(group);
      await of.listeners.drop(group, 0);
      await delay(ms);
      return returned(of, group, ms <= NEAR_MS, () => of.listeners.back({ group, ...OPEN }));
    }

    async function restart(of: LiveScene): Promise<Finding[]> {
      context.say('the hub restarts');
      await of.heard('restarted');
      return returned(of, 'restarted', false, async () => {
        await of.product.killAndWait('hub', RESTART_LIMIT_MS);
        return { fed: await of.listeners.steady('restarted', OPEN.limitMs) };
      });
    }
  },
};

async function returned(
  scene: LiveScene,
  group: string,
  isNear: boolean,
  back: () => Promise<{ readonly fed: number }>,
): Promise<Finding[]> {
  const { fed } = await back();
  await scene.critical(WATCHED_MS);
  await delay(1_000);
  const { gaps, snapshots, skipped, returning } = await scene.heard(group);
  const { p99Ms } = returning.summary();
  return [
    exactly(`${group}: back, of ${EACH}`, fed, EACH),
    exactly(`${group}: gaps`, gaps, 0),
    isNear
      ? exactly(`${group}: snapshots in place of what was missed`, snapshots, 0)
      : exactly(`${group}: snapshots that do not say that history was skipped`, snapshots - skipped, 0),
    told(
      `${group}: streams by snapshot, p99 of the return`,
      `${snapshots} of ${EACH * CHANNELS.length}, ${p99Ms.toFixed(0)} ms`,
    ),
  ];
}
