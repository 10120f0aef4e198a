import type { SourceRow } from '@ioc/contracts/stream/channels';

/** Something is to come from it: not one that was switched off, nor a door at which nobody has ever knocked or said they would. */
export const isExpected = ({ state, cadenceMs }: Pick<SourceRow, 'state' | 'cadenceMs'>): boolean =>
  state !== 'off' && (state !== 'waiting' || cadenceMs !== null);
