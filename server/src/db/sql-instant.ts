/** SQL that writes a timestamptz as RFC 3339 in UTC with all six digits; null stays null. */
export const sqlInstant = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
