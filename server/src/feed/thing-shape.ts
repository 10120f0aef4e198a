/**
 * SQL that makes a ThingChange of a row of `item` or `event` with this alias. One shape for loading and for following,
 * so that a stream goes on exactly from where it was loaded. A row as JSON costs half of naming each value.
 */
export const thingShape = (t: string): string =>
  `row_to_json((SELECT r FROM (SELECT ${t}.source, ${t}.id, ${t}.kind, ${t}.type, ${t}.domain, ${t}.severity,
    ${t}.unit_id AS "unitId", ${t}.asset_id AS "assetId", ${t}.lon, ${t}.lat, left(${t}.title, 160) AS title,
    left(${t}.title_en, 160) AS "titleEn", ${t}.state, ${t}.closed, ${t}.first_observed_at AS "firstObservedAt",
    ${t}.observed_at AS "observedAt", ${t}.data->'ticket' AS ticket) r))`;
