import type { FastifyInstance } from 'fastify';

export interface Answer {
  readonly status: number;
  /** The parsed JSON body; null where there is none. */
  readonly body: any;
  readonly headers: Record<string, string>;
  readonly raw: string;
}

type Headers = Record<string, string>;

/** Calls the API as one person. Paths are below /api/v1, but for those that begin with //. */
export class Client {
  constructor(
    private readonly fastify: FastifyInstance,
    readonly token: string | null,
    readonly personId: string,
  ) {}

  get(path: string, headers: Headers = {}): Promise<Answer> {
    return this.send('GET', path, undefined, headers);
  }

  post(path: string, body: unknown = {}, headers: Headers = {}): Promise<Answer> {
    return this.send('POST', path, body, headers);
  }

  patch(path: string, body: unknown, headers: Headers = {}): Promise<Answer> {
    return this.send('PATCH', path, body, headers);
  }

  put(path: string, body: unknown, headers: Headers = {}): Promise<Answer> {
    return this.send('PUT', path, body, headers);
  }

  delete(path: string, headers: Headers = {}): Promise<Answer> {
    return this.send('DELETE', path, undefined, headers);
  }

  /** Uploads one file as the form field `file`. */
  upload(path: string, fileName: string, bytes: Buffer | string, contentType = 'application/octet-stream'): Promise<Answer> {
    const boundary = 'quayside-test-boundary';
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: ${contentType}\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from(`\r\n--${boundary}--\r\n`)]);
    return this.send('POST', path, body, { 'content-type': `multipart/form-data; boundary=${boundary}` });
  }

  /** The items of all pages of a list. */
  async all(path: string): Promise<any[]> {
    const items: any[] = [];
    let cursor: string | null = null;
    do {
      const answer = await this.get(`${path}${path.includes('?') ? '&' : '?'}limit=100${cursor ? `&cursor=${cursor}` : ''}`);
      if (answer.status !== 200) throw new Error(`GET ${path} answered ${answer.status}: ${answer.raw}`);
      items.push(...answer.body.items);
      cursor = answer.body.next;
    } while (cursor);
    return items;
  }

  private async send(method: string, path: string, body: unknown, headers: Headers): Promise<Answer> {
    const url = path.startsWith('//') ? path.slice(1) : `/api/v1${path}`;
    const response = await this.fastify.inject({
      method: method as 'GET',
      url,
      headers: {
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...(body !== undefined && !Buffer.isBuffer(body) ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const json =
      /json/.test(String(response.headers['content-type'] ?? '')) && response.payload ? (JSON.parse(response.payload) as unknown) : null;
    return { status: response.statusCode, body: json, headers: response.headers as Record<string, string>, raw: response.payload };
  }
}
