import type { Refusal } from '@ioc/contracts/api/report';
import { ProblemException } from '../../../problem.filter.ts';

const SAYS: Readonly<Record<Refusal, { readonly status: number; readonly detail: string }>> = {
  heic: { status: 415, detail: 'this server cannot read HEIC; send the photo as JPEG' },
  unreadable: { status: 415, detail: 'the file could not be read' },
  pixels: { status: 413, detail: 'a photo has at most 25 megapixels' },
  'video-kind': { status: 415, detail: 'a video is MP4, QuickTime or 3GP' },
};

/** A file that is what we do not take, for good: sent again it is refused again. */
export class RefusedFile extends ProblemException {
  constructor(
    readonly reason: Refusal,
    detail: string = SAYS[reason].detail,
  ) {
    super(SAYS[reason].status, detail, undefined, { members: { reason } });
  }
}
