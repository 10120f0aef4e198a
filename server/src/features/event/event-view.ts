import type { EventRevision, StoredEvent } from '@ioc/contracts/event';
import type { UnitDirectory } from '../../registry/unit-directory.ts';
import type { EventRow } from './event.repository.ts';

export const toEvent = (row: EventRow, directory: UnitDirectory): StoredEvent => ({
  id: row.id,
  source: row.source,
  kind: row.kind as StoredEvent['kind'],
  type: row.type,
  domain: row.domain as StoredEvent['domain'],
  severity: row.severity as StoredEvent['severity'],
  observedAt: row.observedAt,
  updatedAt: row.updatedAt,
  receivedAt: row.receivedAt,
  storedAt: row.storedAt,
  unit: directory.reference(row.unitId),
  point: row.lon === null || row.lat === null ? null : [row.lon, row.lat],
  asset: row.asset,
  title: row.title,
  titleEn: row.titleEn,
  state: row.state,
  closed: row.closed,
  revision: row.revision,
  data: row.data,
});

export const toRevision = (row: EventRow, directory: UnitDirectory): EventRevision => ({
  revision: row.revision,
  // Of a revision the newest word's own time, not the thing's beginning.
  observedAt: row.updatedAt,
  receivedAt: row.receivedAt,
  storedAt: row.storedAt,
  severity: row.severity as EventRevision['severity'],
  unit: directory.reference(row.unitId),
  title: row.title,
  state: row.state,
  late: row.late,
  data: row.data,
});
