// Draft in, row out: validated, its clock checked, placed on the map and in the unit valid when it was observed.
// Everything that can be wrong is found here and becomes a Reject, so that the database refuses next to nothing.
import { serviceCountsSchema } from '@ioc/contracts/service-figure';
import type { Connector, FactDraft, FigureDraft, IndicatorDraft } from '../connector.ts';
import type { Place, Registry } from '../registry/registry.ts';
import { parseShape } from '../wire/json.ts';
import { Reject } from '../wire/reject.ts';
import { checkClock, checkNotAhead } from './clock-check.ts';
import { checkedFact } from './fact-check.ts';
import { FactRow } from './parcel.ts';
import type { Origin, Row } from './parcel.ts';
import { storableData, storableJson } from './storable.ts';

export function prepareFact(
  connector: Connector,
  draft: FactDraft,
  origin: Origin,
  registry: Registry,
): FactRow {
  checkClock(draft.observedAt, origin.receivedAt);
  // A word stamped in the future would make every later word of the thing a late one.
  if (draft.wordAt) checkClock(draft.wordAt, origin.receivedAt);
  const place = locate(connector, draft, registry);
  const fact = checkedFact({
    source: connector.source.id,
    id: draft.id,
    kind: draft.kind,
    immutable: connector.immutable,
    wordKey: draft.wordKey,
    wordAt: draft.wordAt,
    observedAt: draft.observedAt,
    receivedAt: origin.receivedAt,
    type: draft.type,
    domain: draft.domain,
    severity: draft.severity,
    unitId: place.unitId,
    reportedUnit: draft.reportedUnit,
    assetId: place.assetId,
    lon: place.lon,
    lat: place.lat,
    title: draft.title,
    titleEn: draft.titleEn,
    state: draft.state,
    closed: draft.closed,
    data: draft.data,
    ticket: draft.ticket ?? null,
  });
  const { personal } = draft;
  // A ticket has a row of its own beside the fact, also where it never changes.
  return new FactRow(connector.immutable && fact.ticket === null ? 'event' : 'fact', {
    fact,
    data: storableData(fact),
    origin,
    personal: personal ? { ...personal, source: connector.source.id, id: draft.id } : null,
    urgent: draft.severity === 'critical',
    stream: place.assetId ?? connector.source.id,
    thing: connector.immutable ? null : draft.id,
  });
}

function locate(
  connector: Connector,
  draft: FactDraft,
  registry: Registry,
): Place & { assetId: string | null } {
  const assetId = draft.asset ? `${connector.source.id}/${draft.asset.externalId}` : null;
  if (draft.point && !isPosition(draft.point))
    throw new Reject('bad-position', 'longitude and latitude are not a place on Earth');
  const { lon, lat, unitId } = registry.locate({
    assetId,
    point: draft.point,
    code: draft.reportedUnit,
    at: draft.observedAt,
  });
  return { lon, lat, unitId, assetId };
}

const isPosition = ([lon, lat]: readonly [number, number]): boolean =>
  Math.abs(lon) <= 180 && Math.abs(lat) <= 90;

/** Statements are never critical, and their order is that of their source. */
const CALM = { personal: null, urgent: false, thing: null } as const;

export function prepareFigure(
  connector: Connector,
  { place, unitName, ...draft }: FigureDraft,
  origin: Origin,
  registry: Registry,
): Row {
  return atPlace(place, () => {
    checkClock(draft.asOf, origin.receivedAt);
    parseShape(serviceCountsSchema, draft.figures);
    const unit = unitOf(registry, { unitCode: draft.unitCode, unitName: unitName ?? null }, draft.periodEnd);
    if (unit.code === '') throw new Reject('schema', 'the unit is missing');
    const figure = {
      ...draft,
      source: connector.source.id,
      unitId: unit.id,
      unitCode: unit.code,
      receivedAt: origin.receivedAt,
    };
    return { kind: 'figure', json: storableJson(figure), origin, ...CALM, stream: connector.source.id };
  });
}

export function prepareValue(
  connector: Connector,
  { place, unitCode, unitName, labelEn, ...draft }: IndicatorDraft,
  origin: Origin,
  registry: Registry,
): Row {
  return atPlace(place, () => {
    checkNotAhead(draft.asOf, origin.receivedAt);
    const unit = unitOf(registry, { unitCode, unitName }, draft.periodEnd);
    const value = {
      ...draft,
      labelEn: labelEn ?? draft.label,
      source: connector.source.id,
      unitId: unit.id,
      unitCode: unit.code,
      reportedUnit: unitCode ?? unitName,
      receivedAt: origin.receivedAt,
    };
    return { kind: 'value', json: storableJson(value), origin, ...CALM, stream: connector.source.id };
  });
}

/**
 * The unit by its code, else by its name on the last day of a period; '' is the whole province. A code that nobody bore
 * is kept as reported, like everywhere; a name that fits none or several is a mistake that only a person can mend.
 */
function unitOf(
  registry: Registry,
  { unitCode, unitName }: { unitCode: string | null; unitName: string | null },
  day: string,
): { id: string | null; code: string } {
  if (unitCode !== null) return { id: registry.unitByCode(unitCode, day), code: unitCode };
  if (unitName === null) return { id: null, code: '' };
  const [unit, ...others] = registry.unitsByName(unitName, day);
  if (!unit) throw new Reject('schema', `no unit went by this name on ${day}`);
  if (others.length) {
    const codes = [unit, ...others].map(({ id, code }) => code ?? id).slice(0, 10);
    throw new Reject('schema', `several units go by this name: write the code instead (${codes.join(', ')})`);
  }
  return { id: unit.id, code: unit.code ?? unit.id };
}

/** What is wrong with a row of a file is told with its place there. */
function atPlace<T>(place: string | undefined, prepare: () => T): T {
  try {
    return prepare();
  } catch (error) {
    if (!(error instanceof Reject) || place === undefined) throw error;
    throw new Reject(error.reason, `${place}: ${error.message}`);
  }
}
