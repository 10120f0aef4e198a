import { localSecond } from '../../../registry/local-day.ts';

/** A W3C date-time to the second with its zone: some clients read no fractions, none reads less. Vietnam knows no summer time. */
export const instantText = (at: Date): string => `${localSecond(at.getTime())}+07:00`;
