// A resident's phone, as far as the server sees it: reports, files in pieces, lines that break.
import { createHash, randomUUID } from 'node:crypto';
import http from 'node:http';
import {
  PROOF_HEADER,
  type Announced,
  type ProofProblem,
  type ReportAnswer,
  type ReportPut,
} from '@ioc/contracts/api/report';
import sharp from 'sharp';

export const reportOf = (more: Partial<ReportPut> = {}): ReportPut => ({
  serviceCode: 'den-duong',
  description: 'The lamp before number 5 is dark',
  lon: 107.05,
  lat: 16.85,
  accuracyM: 8,
  address: '5 Trần Phú',
  contact: '0912 345 678',
  sentAt: new Date().toISOString(),
  consent: true,
  ...more,
});

export const announced = (bytes: Buffer, more: Partial<Announced> = {}): Announced => ({
  id: randomUUID(),
  kind: 'photo',
  mediaType: 'image/jpeg',
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  ...more,
});

/** As a phone takes it, with place and camera in it. `seed`: another picture each. */
export const photoOf = (seed = 0, width = 600): Promise<Buffer> =>
  sharp({
    create: {
      width,
      height: Math.round(width * 0.75),
      channels: 3,
      background: { r: 40, g: 60, b: 80 },
      noise: { type: 'gaussian', mean: 90 + seed, sigma: 40 },
    },
  })
    .withExif({
      IFD0: { Copyright: 'Somebody' },
      IFD3: { GPSLatitude: '16/1 51/1 0/1', GPSLongitude: '107/1 3/1 0/1' },
    })
    .jpeg({ quality: 90 })
    .toBuffer();

export function solved(challenge: string, bits: number): string {
  for (let nonce = 0; ; nonce += 1) {
    const proof = `${challenge}:${nonce}`;
    const head = createHash('sha256').update(proof).digest().readUInt32BE();
    if (Math.clz32(head) >= bits) return proof;
  }
}

export interface Said {
  readonly status: number;
  readonly offset: number | null;
  readonly headers: Headers;
  readonly json: Record<string, unknown>;
}

export class Resident {
  readonly clientId: string = randomUUID();

  constructor(
    private readonly url: string,
    private readonly address = '192.0.2.1',
  ) {}

  /** Does the work that it is asked for, as the page does. */
  async put(body: unknown): Promise<Said> {
    const first = await this.putOnce(body);
    if (first.status !== 428) return first;
    const { challenge, bits } = first.json as unknown as ProofProblem;
    return this.putOnce(body, { [PROOF_HEADER]: solved(challenge, bits) });
  }

  putOnce(body: unknown, headers: Record<string, string> = {}): Promise<Said> {
    return this.ask('PUT', `/api/v1/reports/${this.clientId}`, JSON.stringify(body), {
      'content-type': 'application/json',
      ...headers,
    });
  }

  async state(): Promise<ReportAnswer> {
    return (await this.ask('GET', `/api/v1/reports/${this.clientId}`)).json as unknown as ReportAnswer;
  }

  head(id: string): Promise<Said> {
    return this.ask('HEAD', `/api/v1/reports/${this.clientId}/attachments/${id}`);
  }

  patch(id: string, offset: number, bytes: Buffer, headers: Record<string, string> = {}): Promise<Said> {
    return this.ask('PATCH', `/api/v1/reports/${this.clientId}/attachments/${id}`, bytes, {
      'content-type': 'application/offset+octet-stream',
      'tus-resumable': '1.0.0',
      'upload-offset': String(offset),
      ...headers,
    });
  }

  /** Sends `bytes` of a longer piece and stops; answers what cuts the line. */
  hangingPatch(id: string, offset: number, bytes: Buffer, said: number): Promise<() => void> {
    const { hostname, port } = new URL(this.url);
    return new Promise((resolve, reject) => {
      const request = http.request({
        hostname,
        port,
        method: 'PATCH',
        path: `/api/v1/reports/${this.clientId}/attachments/${id}`,
        headers: {
          'content-type': 'application/offset+octet-stream',
          'upload-offset': String(offset),
          'content-length': said,
          'x-forwarded-for': this.address,
        },
      });
      request.on('error', () => undefined);
      request.on('response', (response) => {
        response.resume();
        if (response.statusCode === undefined || response.statusCode >= 500) reject(new Error('not taken'));
      });
      request.write(bytes, () => resolve(() => request.destroy()));
    });
  }

  async ask(
    method: string,
    path: string,
    body?: string | Buffer,
    headers: Record<string, string> = {},
  ): Promise<Said> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { 'x-forwarded-for': this.address, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
    const text = await response.text();
    const offset = response.headers.get('upload-offset');
    return {
      status: response.status,
      offset: offset === null ? null : Number(offset),
      headers: response.headers,
      json: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    };
  }
}
