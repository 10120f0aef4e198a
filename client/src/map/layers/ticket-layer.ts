// Tickets as rings: what is overdue is a thick ring in the worst colour, what is due within two hours a ring of the middle,
// what has time a thin one. Width says the same as colour. A ring, because the thing itself may stand in its middle.
import { ScatterplotLayer } from '@deck.gl/layers';
import { dueOf } from '../due.ts';
import type { Due } from '../due.ts';
import { isPosition } from '../geometry.ts';
import { binaryData, coloursOf, positionsOf } from './map-layer.ts';
import type { MapLayer } from './map-layer.ts';

/** In rem. What has time is small, or a province's hundreds of tickets would be all one sees. */
const WIDTH: Readonly<Record<Due, number>> = { overdue: 0.2, soon: 0.13, 'in-time': 0.07 };
const RADIUS: Readonly<Record<Due, number>> = { overdue: 0.75, soon: 0.7, 'in-time': 0.42 };

export const ticketLayer: MapLayer = {
  id: 'tickets',
  draw: ({ tickets, nowMs, palette, remPx }) => {
    const drawn = tickets.filter(({ point, closed }) => isPosition(point) && !closed);
    const colour: Readonly<Record<Due, readonly number[]>> = {
      overdue: palette.severity.critical,
      soon: palette.severity.medium,
      'in-time': palette.severity.info,
    };
    const widths = Float32Array.from(drawn, (ticket) => WIDTH[dueOf(ticket, nowMs)] * remPx);
    const radii = Float32Array.from(drawn, (ticket) => RADIUS[dueOf(ticket, nowMs)] * remPx);
    return [
      new ScatterplotLayer({
        id: 'tickets',
        data: binaryData(
          drawn.length,
          {
            getPosition: { value: positionsOf(drawn, ({ point }) => point ?? []), size: 2 },
            getLineColor: {
              value: coloursOf(drawn, (ticket) => colour[dueOf(ticket, nowMs)]),
              size: 4,
              normalized: true,
            },
            getLineWidth: { value: widths, size: 1 },
            getRadius: { value: radii, size: 1 },
          },
          (index) => (drawn[index] ? { kind: 'ticket', ticket: drawn[index] } : null),
        ),
        pickable: true,
        // Filled with nothing, so that the pointer finds the middle too.
        getFillColor: [0, 0, 0, 1],
        stroked: true,
        radiusUnits: 'pixels',
        lineWidthUnits: 'pixels',
      }),
    ];
  },
};
