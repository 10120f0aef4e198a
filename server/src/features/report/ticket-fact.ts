// A resident's report as a fact. Title and state are public words; what the resident wrote is not in it.
import type { Fact } from '@ioc/contracts/fact';
import { sha256 } from '../../access/secret.ts';
import type { Category } from './categories.ts';

const HOUR_MS = 3_600_000;
/** A report kept on a phone longer than this tells no more when it happened. */
const OLDEST_MS = 30 * 24 * HOUR_MS;

export interface NewTicket {
  readonly source: 'field-report' | 'open311';
  readonly id: string;
  readonly category: Category;
  readonly point: readonly [number, number] | null;
  readonly unitId: string | null;
  /** By the sender's clock. */
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
  readonly trackHash: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Due is counted from when we received it, by the category's clock: nobody could act before. */
export const dueAtOf = ({ slaHours, clock }: Category, receivedAtMs: number): string =>
  new Date(clock.addWorkingMinutes(receivedAtMs, slaHours * 60)).toISOString();

export function ticketFact(ticket: NewTicket): Fact {
  const { category, receivedAtMs } = ticket;
  const receivedAt = new Date(receivedAtMs).toISOString();
  const details = {
    serviceCode: category.serviceCode,
    agency: category.agency,
    dueAt: dueAtOf(category, receivedAtMs),
    closedAt: null,
  };
  return {
    source: ticket.source,
    id: ticket.id,
    kind: 'ticket',
    immutable: false,
    wordKey: sha256(`opened ${ticket.id}`),
    wordAt: receivedAt,
    observedAt: new Date(believable(ticket.sentAtMs, receivedAtMs)).toISOString(),
    receivedAt,
    type: 'vn.ioc.field-feedback.report.v1',
    domain: 'field-feedback',
    severity: category.severity,
    unitId: ticket.unitId,
    reportedUnit: null,
    assetId: null,
    lon: ticket.point?.[0] ?? null,
    lat: ticket.point?.[1] ?? null,
    title: category.name,
    titleEn: category.nameEn,
    state: 'new',
    closed: false,
    data: { ...ticket.data, ticket: details },
    ticket: { ...details, trackHash: ticket.trackHash },
  };
}

/** A phone's clock may be wrong: the future and the far past give way to our own. */
const believable = (sentAtMs: number, receivedAtMs: number): number =>
  sentAtMs > receivedAtMs || sentAtMs < receivedAtMs - OLDEST_MS ? receivedAtMs : sentAtMs;
