// A ring that opens around what is critical and new. Motion is for news only: a few seconds, then the map is still.
import { ScatterplotLayer } from '@deck.gl/layers';
import type { Point } from '@ioc/contracts/words';
import type { MapPalette } from '../palette.ts';

export const PULSE_MS = 9000;
const BEAT_MS = 1500;

export interface Pulse {
  readonly key: string;
  readonly point: Point;
  readonly bornAtMs: number;
}

/** Phase 0..1 of the ring; a reader who asked for no motion gets a standing ring. */
const pulsePhase = (ageMs: number, still: boolean): number => (still ? 0.5 : (ageMs % BEAT_MS) / BEAT_MS);

export function pulseLayer(
  pulses: readonly Pulse[],
  nowMs: number,
  palette: MapPalette,
  remPx: number,
  still: boolean,
) {
  const [red, green, blue] = palette.severity.critical;
  const phase = (pulse: Pulse) => pulsePhase(nowMs - pulse.bornAtMs, still);
  return new ScatterplotLayer<Pulse>({
    id: 'pulse',
    data: [...pulses],
    getPosition: ({ point }) => [...point] as [number, number],
    radiusUnits: 'pixels',
    getRadius: (pulse) => remPx * (1.1 + 2.6 * phase(pulse)),
    filled: false,
    stroked: true,
    lineWidthUnits: 'pixels',
    getLineWidth: remPx * 0.18,
    getLineColor: (pulse) =>
      [red, green, blue, Math.round(255 * (1 - phase(pulse)))] as [number, number, number, number],
    updateTriggers: { getRadius: nowMs, getLineColor: nowMs },
  });
}
