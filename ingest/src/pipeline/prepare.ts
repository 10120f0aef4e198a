// Draft in, row out: validated, its clock checked, placed on the map and in the unit valid when it was observed.
// Everything that can be wrong is found here and becomes a Reject, so that the database refuses next to nothing.
import { factSchema } from '@ioc/contracts/fact';
import { serviceCountsSchema } from '@ioc/contracts/service-figure';
import type { Connector, FactDraft, FigureDraft } from '../connector.ts';
import type { Place, Registry } from '../registry/registry.ts';
import { describeIssues, parseShape } from '../wire/json.ts';
import { Reject } from '../wire/reject.ts';
import { checkClock } from './clock-check.ts';
import type { Origin, Row } from './parcel.ts';

const MAX_DATA_BYTES = 64 * 1024;
/** NUL and halves of surrogate pairs as JSON writes them: PostgreSQL's jsonb takes neither. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/i;
/** Overrides of the writing direction: they make a title read other than it is. */
const DISGUISING = /[\u202a-\u202e\u2066-\u2069]/;

export function prepareFact(connector: Connector, draft: FactDraft, origin: Origin, registry: Registry): Row {
  checkClock(draft.observedAt, origin.receivedAt);
  // A word stamped in the future would make every later word of the thing a late one.
  if (draft.wordAt) checkClock(draft.wordAt, origin.receivedAt);
  const place = locate(connector, draft, registry);
  const { asset: _asset, point: _point, personal, ticket = null, ...words } = draft;
  const result = factSchema.safeParse({
    ...words,
    ...place,
    source: connector.source.id,
    immutable: connector.immutable,
    receivedAt: origin.receivedAt,
    ticket,
  });
  if (!result.success) throw new Reject('schema', describeIssues(result.error));
  return {
    // A ticket has a row of its own beside the fact, also where it never changes.
    kind: connector.immutable && ticket === null ? 'event' : 'fact',
    json: storableJson(result.data),
    origin,
    personal: personal ? { ...personal, source: connector.source.id, id: draft.id } : null,
    urgent: draft.severity === 'critical',
  };
}

function locate(
  connector: Connector,
  draft: FactDraft,
  registry: Registry,
): Place & { assetId: string | null } {
  const assetId = draft.asset ? `${connector.source.id}/${draft.asset.externalId}` : null;
  if (draft.point && !isPosition(draft.point))
    throw new Reject('bad-position', 'longitude and latitude are not a place on Earth');
  const day = draft.observedAt;
  return { ...registry.locate({ assetId, point: draft.point, code: draft.reportedUnit, at: day }), assetId };
}

const isPosition = ([lon, lat]: readonly [number, number]): boolean =>
  Math.abs(lon) <= 180 && Math.abs(lat) <= 90;

export function prepareFigure(
  connector: Connector,
  draft: FigureDraft,
  origin: Origin,
  registry: Registry,
): Row {
  checkClock(draft.asOf, origin.receivedAt);
  parseShape(serviceCountsSchema, draft.figures);
  const unitId = registry.unitByCode(draft.unitCode, draft.periodEnd);
  const figure = { ...draft, source: connector.source.id, unitId, receivedAt: origin.receivedAt };
  return { kind: 'figure', json: storableJson(figure), origin, personal: null, urgent: false };
}

function storableJson(value: object): string {
  const json = JSON.stringify(value);
  if (json.length > MAX_DATA_BYTES)
    throw new Reject('too-large', `${json.length} characters, ${MAX_DATA_BYTES} are the limit`);
  // The plain search first: next to no message has an escape at all, and the expression is slow.
  if (json.includes(String.raw`\u`) && UNSTORABLE.test(json))
    throw new Reject('schema', 'text with NUL or half a surrogate pair');
  if (DISGUISING.test(json)) throw new Reject('schema', 'text with overrides of the writing direction');
  return json;
}
