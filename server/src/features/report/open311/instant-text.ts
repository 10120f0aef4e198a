/** A W3C date-time to the second with its zone: some clients read no fractions, none reads less. Vietnam knows no summer time. */
export const instantText = (at: Date): string =>
  `${new Date(at.getTime() + ZONE_MS).toISOString().slice(0, 19)}+07:00`;

const ZONE_MS = 7 * 3_600_000;
