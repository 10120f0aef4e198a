// "Somebody has reported this already: follow it?" One matter with twenty followers tells the desk more than twenty
// reports of it.
import type { NearbyQuery, NearbyReport } from '@ioc/contracts/api/report';
import { Inject, Injectable } from '@nestjs/common';
import { ProblemException } from '../../../problem.filter.ts';
import { CLOCK, type Clock } from '../../../tokens.ts';
import { TrackCodes, trackHashOf } from '../track-code.ts';
import { degreesAround, metresBetween } from './distance.ts';
import { NearbyRefs } from './nearby-refs.ts';
import { NearbyRepository } from './nearby.repository.ts';

const NEAR_M = 150;
const RECENT_MS = 14 * 24 * 3_600_000;
const SHOWN = 5;

@Injectable()
export class NearbyService {
  constructor(
    @Inject(NearbyRepository) private readonly repository: NearbyRepository,
    @Inject(NearbyRefs) private readonly refs: NearbyRefs,
    @Inject(TrackCodes) private readonly codes: TrackCodes,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async near({ lon, lat, serviceCode }: NearbyQuery): Promise<NearbyReport[]> {
    const nowMs = this.clock();
    const half = degreesAround(lat, NEAR_M);
    const box = { west: lon - half.lon, east: lon + half.lon, south: lat - half.lat, north: lat + half.lat };
    const found = await this.repository.open(box, serviceCode, nowMs - RECENT_MS);
    return found
      .map((ticket) => ({ ticket, metres: metresBetween([lon, lat], [ticket.lon, ticket.lat]) }))
      .filter(({ metres }) => metres <= NEAR_M)
      .sort((one, other) => one.metres - other.metres)
      .slice(0, SHOWN)
      .map(({ ticket, metres }) => ({
        ref: this.refs.refOf(ticket, nowMs),
        serviceCode: ticket.serviceCode,
        name: ticket.title,
        nameEn: ticket.titleEn ?? ticket.title,
        state: ticket.state,
        openedAt: ticket.openedAt.toISOString(),
        metres: Math.round(metres / 10) * 10,
        followers: ticket.followers,
      }));
  }

  /** The code by which `clientId` follows it, the same however often. Throws 404. */
  async follow(ref: string, clientId: string): Promise<string> {
    const key = this.refs.keyOf(ref, this.clock());
    if (!key) throw new ProblemException(404, 'this report is no longer offered; look again');
    const code = this.codes.codeOf(`follow ${key.source} ${key.id} ${clientId}`);
    if (!(await this.repository.follow(key, trackHashOf(code), this.clock())))
      throw new ProblemException(404, 'this report is no longer offered; look again');
    return code;
  }
}
