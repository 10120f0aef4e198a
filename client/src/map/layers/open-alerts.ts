import type { AlertRow } from '@ioc/contracts/stream/channels';
import { isPosition } from '../geometry.ts';

/** What a map shows of them: apart from the drawing, so that lists do not load deck.gl. */
export const openAlerts = (alerts: readonly AlertRow[]): readonly AlertRow[] =>
  alerts.filter(({ point, state }) => isPosition(point) && state !== 'closed');
