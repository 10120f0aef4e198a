import type { MapData } from '@ioc/contracts/api/site';
import type { DraftPoint } from '../draft/draft.ts';

/** What the map of communes is given, once it is here; it stands apart so that the map and its loader form no circle. */
export interface CommuneMapProps {
  readonly data: MapData;
  readonly point: DraftPoint | null;
  readonly onPoint: (point: DraftPoint | null) => void;
}
