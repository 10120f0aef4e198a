// The Open311 door as a program asks it: from an address of its own each time, so that no allowance is in the way.
import type { NewApiKeyAnswer } from '@ioc/contracts/api/people';
import { parseXml, type XmlElement } from '@ioc/ingest/wire/xml';
import type { TestServer } from './test-server.ts';

export interface Created {
  readonly service_request_id: string;
  readonly token?: string;
  readonly service_notice: string;
}
export type Shown = Readonly<Record<string, unknown>>;

interface Asked {
  readonly method?: string;
  readonly body?: URLSearchParams | FormData | string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The address that it comes from. */
  readonly from?: string;
}

export class Open311Door {
  #address = 0;

  /** `url`: of another node. */
  constructor(
    private readonly server: TestServer,
    private readonly url = server.url,
  ) {}

  ask(at: string, { from, headers, ...init }: Asked = {}): Promise<Response> {
    this.#address += 1;
    const address = from ?? `10.1.${this.#address >> 8}.${this.#address & 255}`;
    return fetch(`${this.url}/open311/v2/${at}`, {
      ...init,
      headers: { 'x-forwarded-for': address, ...headers },
    });
  }

  async get(at: string): Promise<Shown[]> {
    return (await (await this.ask(at)).json()) as Shown[];
  }

  async xml(at: string): Promise<XmlElement> {
    return treeOf(await this.ask(at));
  }

  /** As a page of another site sends a form. */
  post(fields: Readonly<Record<string, string>>, at = 'requests.json', from?: string): Promise<Response> {
    const headers = { origin: 'https://other.example' };
    const body = new URLSearchParams(fields);
    return this.ask(at, { method: 'POST', body, headers, ...(from ? { from } : {}) });
  }

  async created(fields: Readonly<Record<string, string>>): Promise<Created> {
    const response = await this.post(fields);
    const [one] = (await response.json()) as Created[];
    if (response.status !== 201 || !one) throw new Error(`not taken: ${response.status}`);
    return one;
  }

  async keyFor(name: string, actions: readonly string[]): Promise<string> {
    const response = await this.server.fetch('/api/v1/keys', {
      method: 'POST',
      body: JSON.stringify({ name, actions, scopes: ['province'], expiresAt: null }),
      headers: { authorization: `Bearer ${this.server.adminToken}`, 'content-type': 'application/json' },
    });
    return ((await response.json()) as NewApiKeyAnswer).secret;
  }
}

export async function treeOf(response: Response): Promise<XmlElement> {
  const type = response.headers.get('content-type');
  if (type !== 'text/xml; charset=utf-8') throw new Error(`no XML but ${type}`);
  return parseXml(Buffer.from(await response.arrayBuffer()));
}

/** The texts below an element, by their names. */
export const textsOf = (element: XmlElement | undefined): Record<string, string> =>
  Object.fromEntries((element?.children ?? []).map(({ name, text }) => [name, text.trim()]));
