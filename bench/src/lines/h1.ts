// How long somebody waits in the morning: `npm start` on an installation that ran yesterday → the first live marker on the
// map of a wall whose browser knocks at the door until it opens. What waits for what is told in the notes.
import { judgeAtMost } from '../harness/judge.ts';
import { rangeOf } from '../harness/ratio.ts';
import { launchBrowser } from '../harness/wall-browser.ts';
import type { Line } from './line.ts';
import { openWall, WarmInstall } from './warm-install.ts';

const LIMITS = { floor: 15_000, goal: 8_000 };
const NODE_RED_MS = 2_100;

interface Start {
  readonly answeredMs: number;
  readonly panelMs: number;
  readonly markerMs: number;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const since = (calledAtMs: number, atMs: number | null): number =>
  atMs === null ? Number.POSITIVE_INFINITY : atMs - calledAtMs;

export const h1: Line = {
  id: 'h1',
  title: '`npm start` on a warm installation → the first live marker painted',
  run: async (context) => {
    const { resources, effort, say } = context;
    const install = await WarmInstall.make(context);
    const browser = await launchBrowser(resources);
    const wall = await install.signIn(browser);
    const starts: Start[] = [];
    for (let round = 0; round < effort.rounds; round += 1) {
      const calledAtMs = await install.startAgain();
      const answeredMs = since(calledAtMs, await install.answers());
      const { panel, marker } = await openWall(wall, install.base);
      starts.push({ answeredMs, panelMs: since(calledAtMs, panel), markerMs: since(calledAtMs, marker) });
      say(
        `answered ${seconds(answeredMs)}, panel ${seconds(starts.at(-1)?.panelMs ?? 0)}, marker ${seconds(starts.at(-1)?.markerMs ?? 0)}`,
      );
    }
    const { median, min, max } = rangeOf(starts.map(({ markerMs }) => markerMs));
    return {
      figures: [
        {
          metric: 'h1 npm start → first live marker',
          figure: `${seconds(median)} (${seconds(min)}–${seconds(max)})`,
          denominator: `Node-RED ${seconds(NODE_RED_MS)} to HTTP alone (published)`,
          ratio: (median / NODE_RED_MS).toFixed(1),
          floor: seconds(LIMITS.floor),
          goal: seconds(LIMITS.goal),
          verdict: judgeAtMost(median, LIMITS),
        },
      ],
      notes: starts.map(
        ({ answeredMs, panelMs, markerMs }) =>
          `the page was served after ${seconds(answeredMs)}, a live panel stood there after ${seconds(panelMs)}, a marker after ${seconds(markerMs)}`,
      ),
      soundness: [],
      raw: starts,
    };
  },
};
