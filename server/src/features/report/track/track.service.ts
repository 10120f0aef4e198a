import type { Fact } from '@ioc/contracts/fact';
import type { RatingRequest, TrackAnswer, TrackPicture } from '@ioc/contracts/api/report';
import { Inject, Injectable } from '@nestjs/common';
import { sha256 } from '../../../access/secret.ts';
import { ProblemException } from '../../../problem.filter.ts';
import { UnitDirectory } from '../../../registry/unit-directory.ts';
import { nextWord } from '../../../ticket-word.ts';
import { CLOCK, type Clock } from '../../../tokens.ts';
import { CATEGORIES, type Categories } from '../categories.ts';
import { dueAtOf } from '../ticket-fact.ts';
import { trackHashOf } from '../track-code.ts';
import { CodeGuesses } from './code-guesses.ts';
import { ReopeningRepository, type ClosedTicket } from './reopening.repository.ts';
import { TrackRepository, type StateWord, type Tracked, type TrackedFile } from './track.repository.ts';

const REOPEN_MS = 14 * 24 * 3_600_000;

/** Somebody with a code, and where they ask from. */
export interface Holder {
  readonly code: string;
  readonly address: string;
}

@Injectable()
export class TrackService {
  constructor(
    @Inject(TrackRepository) private readonly repository: TrackRepository,
    @Inject(ReopeningRepository) private readonly reopening: ReopeningRepository,
    @Inject(CodeGuesses) private readonly guesses: CodeGuesses,
    @Inject(CATEGORIES) private readonly categories: Categories,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws 404, or 429 to whoever tries codes. */
  async find({ code, address }: Holder): Promise<Tracked> {
    this.guesses.look(address);
    const found = await this.repository.byHash(trackHashOf(code));
    if (found) return found;
    this.guesses.wrong(address);
    throw new ProblemException(404, 'there is no report with this code');
  }

  async track(holder: Holder): Promise<TrackAnswer> {
    const tracked = await this.find(holder);
    const { own, answering } = tracked;
    const isMerged = own.source !== answering.source || own.id !== answering.id;
    const history = await this.repository.states(answering);
    const round = roundOf(isMerged ? await this.repository.states(own) : history);
    const files = await this.repository.files(tracked);
    const rating = await this.repository.rating(own, round);
    const reopenUntilMs = this.#reopenUntilMs(tracked, isMerged);
    return {
      ...this.#about(tracked),
      merged: isMerged,
      notes: await this.repository.notes(answering),
      pictures: files.filter(({ released }) => released).map((file) => pictureOf(file, holder.code)),
      pending: files.filter(({ released }) => !released).length,
      rating: tracked.follows ? null : rating,
      mayRate: !tracked.follows && tracked.closed && round >= 0 && rating === null,
      mayReopen: reopenUntilMs !== null,
      reopenUntil: reopenUntilMs === null ? null : new Date(reopenUntilMs).toISOString(),
      history: history.map(({ at, state }) => ({ at: at.toISOString(), state })),
    };
  }

  async picture(holder: Holder, id: string): Promise<TrackedFile> {
    const files = await this.repository.files(await this.find(holder));
    const file = files.find((one) => one.id === id && one.released);
    if (!file) throw new ProblemException(404, 'there is no such picture');
    return file;
  }

  /** Throws 409 when it is not closed, was rated already, or is only followed. */
  async rate(holder: Holder, { stars, comment }: RatingRequest): Promise<void> {
    const tracked = await this.find(holder);
    const round = roundOf(await this.repository.states(tracked.own));
    if (tracked.follows || !tracked.closed || round < 0)
      throw new ProblemException(409, 'it can be rated once it is closed, by whoever reported it');
    const rating = {
      stars,
      comment: comment === undefined || comment === '' ? null : comment,
      atMs: this.clock(),
    };
    if (!(await this.repository.rate(tracked.own, round, rating)))
      throw new ProblemException(409, 'it was rated already');
  }

  /** Throws 409 when it cannot be, or no more. */
  async reopen(holder: Holder, reason: string): Promise<void> {
    const tracked = await this.find(holder);
    const atMs = this.clock();
    const isDone =
      !tracked.follows &&
      (await this.reopening.reopen(tracked.own, reason, atMs, (known) => this.#reopened(known, atMs)));
    if (!isDone) throw new ProblemException(409, 'it can be reopened for 14 days after it was closed');
  }

  #about(tracked: Tracked) {
    const dueAt = tracked.dueAt?.toISOString() ?? null;
    const isLate = tracked.dueAt !== null && tracked.dueAt.getTime() < this.clock();
    return {
      state: tracked.state,
      closed: tracked.closed,
      serviceCode: tracked.serviceCode,
      serviceName: tracked.title,
      serviceNameEn: tracked.titleEn ?? tracked.title,
      agency: tracked.agency,
      unit: this.directory.reference(tracked.unitId)?.name ?? null,
      openedAt: tracked.own.openedAt.toISOString(),
      dueAt,
      expectedAt: dueAt,
      overdue: isLate && !tracked.closed && tracked.paused === null,
      paused: tracked.paused,
      appointment: tracked.appointment,
      followers: tracked.followers,
      photos: tracked.follows ? 0 : tracked.photos,
    };
  }

  /** Null: not to be reopened. */
  #reopenUntilMs({ own, follows }: Tracked, isMerged: boolean): number | null {
    if (follows || isMerged || !own.closed || own.closedAt === null) return null;
    const untilMs = own.closedAt.getTime() + REOPEN_MS;
    return untilMs > this.clock() ? untilMs : null;
  }

  /** The clock begins anew: nobody could act on what was thought done. */
  #reopened(known: ClosedTicket, atMs: number): Fact | null {
    const closedAtMs = known.ticket?.closedAt ? Date.parse(known.ticket.closedAt) : null;
    if (!known.closed || closedAtMs === null || closedAtMs + REOPEN_MS <= atMs) return null;
    const { revision, ...ticket } = known;
    const category = this.categories.get(known.ticket?.serviceCode ?? '');
    return nextWord(ticket, {
      wordKey: sha256(`${revision} reopened ${new Date(atMs).toISOString()}`),
      atMs,
      state: 'reopened',
      closed: false,
      details: category ? { dueAt: dueAtOf(category, atMs) } : {},
      data: { word: { by: 'resident' } },
    });
  }
}

/** How often it was closed, from 0; -1: never. */
function roundOf(states: readonly StateWord[]): number {
  let round = -1;
  let wasClosed = false;
  for (const { closed } of states) {
    if (closed && !wasClosed) round += 1;
    wasClosed = closed;
  }
  return round;
}

const pictureOf = ({ id, kind, stage }: TrackedFile, code: string): TrackPicture => ({
  id,
  kind,
  stage,
  url: `/api/v1/track/${encodeURIComponent(code)}/pictures/${id}`,
});
