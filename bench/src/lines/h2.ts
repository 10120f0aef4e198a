// How long a wall is empty after its address is opened, with nothing in the browser's cache: navigation → the first live
// figure on the glass. When the map shows its first marker is told beside it.
import { judgeAtMost } from '../harness/judge.ts';
import { rangeOf } from '../harness/ratio.ts';
import { launchBrowser } from '../harness/wall-browser.ts';
import type { Line } from './line.ts';
import { openWall, WarmInstall } from './warm-install.ts';

const LIMITS = { floor: 4_000, goal: 2_000 };
const GOOD_LCP_MS = 2_500;

interface Opening {
  readonly panelMs: number;
  readonly markerMs: number;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

export const h2: Line = {
  id: 'h2',
  title: 'Navigation → the first live figure on the wall, nothing cached, 1920×1080',
  run: async (context) => {
    const { resources, effort, say } = context;
    const install = await WarmInstall.make(context);
    const browser = await launchBrowser(resources);
    const openings: Opening[] = [];
    // One more than the rounds: the first one warms the server and the browser's processes and is not counted.
    for (let round = -1; round < effort.rounds; round += 1) {
      const fresh = await install.signIn(browser);
      const startedAtMs = Date.now();
      const { panel, marker } = await openWall(fresh, install.base);
      await fresh.close();
      const since = (atMs: number | null) => (atMs ?? Number.POSITIVE_INFINITY) - startedAtMs;
      if (round >= 0) openings.push({ panelMs: since(panel), markerMs: since(marker) });
      say(`panel ${seconds(since(panel))}, marker ${seconds(since(marker))}`);
    }
    const panel = rangeOf(openings.map(({ panelMs }) => panelMs));
    const marker = rangeOf(openings.map(({ markerMs }) => markerMs));
    return {
      figures: [
        {
          metric: 'h2 navigation → first live pixel',
          figure: `${seconds(panel.median)} (${seconds(panel.min)}–${seconds(panel.max)})`,
          denominator: `${seconds(GOOD_LCP_MS)}: a good largest paint (published)`,
          ratio: (panel.median / GOOD_LCP_MS).toFixed(2),
          floor: seconds(LIMITS.floor),
          goal: seconds(LIMITS.goal),
          verdict: judgeAtMost(panel.median, LIMITS),
        },
      ],
      notes: [
        `The first marker of the map after ${seconds(marker.median)} (${seconds(marker.min)}–${seconds(marker.max)}); it is drawn by an emulated graphics card.`,
      ],
      soundness: [],
      raw: openings,
    };
  },
};
