// XMLHttpRequest, not fetch: it alone tells how much of an upload has left the phone. The limit is on silence, not on
// the whole: a slow line may take minutes, a dead one is noticed after 45 s.
import type { ReportRequest } from '@ioc/contracts/api/report';
import type { RawAnswer } from './outcome.ts';

const SILENCE_MS = 45_000;
const NO_ANSWER: RawAnswer = { status: 0, body: '', retryAfter: null };

export interface Posting {
  readonly answer: Promise<RawAnswer>;
  readonly abort: () => void;
}

/** Sends the report and its photos once; `onProgress` hears the share (0 to 1) that has left the phone. */
export function postReport(
  request: ReportRequest,
  photos: readonly Blob[],
  onProgress: (share: number) => void,
): Posting {
  const xhr = new XMLHttpRequest();
  const answer = new Promise<RawAnswer>((resolve) => {
    const silence = limitSilence(xhr);
    xhr.upload.addEventListener('progress', ({ loaded, total }) => {
      silence.heard();
      onProgress(total > 0 ? loaded / total : 0);
    });
    xhr.addEventListener('loadend', () => {
      silence.end();
      resolve(xhr.status === 0 ? NO_ANSWER : rawAnswer(xhr));
    });
  });
  xhr.open('POST', '/api/v1/reports');
  xhr.setRequestHeader('accept', 'application/json');
  xhr.send(formOf(request, photos));
  return { answer, abort: () => xhr.abort() };
}

function limitSilence(xhr: XMLHttpRequest) {
  let timer = setTimeout(() => xhr.abort(), SILENCE_MS);
  return {
    heard: () => {
      clearTimeout(timer);
      timer = setTimeout(() => xhr.abort(), SILENCE_MS);
    },
    end: () => clearTimeout(timer),
  };
}

const rawAnswer = (xhr: XMLHttpRequest): RawAnswer => ({
  status: xhr.status,
  body: xhr.responseText,
  retryAfter: xhr.getResponseHeader('retry-after'),
});

function formOf(request: ReportRequest, photos: readonly Blob[]): FormData {
  const form = new FormData();
  form.append('report', JSON.stringify(request));
  photos.forEach((photo, index) => form.append('photo', photo, `photo-${index + 1}.jpg`));
  return form;
}
