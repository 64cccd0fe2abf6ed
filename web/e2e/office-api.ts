import type { TestServer } from './server.ts';

interface Checkpoint {
  readonly id: string;
  readonly today: string;
  readonly lanes: readonly { readonly id: string; readonly number: number }[];
}

export interface PassageRow {
  readonly id: string;
  readonly plate: string | null;
  readonly persons: number;
  readonly verdict: string | null;
  readonly state: string;
  readonly emergency: boolean;
  readonly direction: string;
  readonly flags: readonly string[];
}

export interface PostRow {
  readonly id: string;
  readonly kind: string;
  readonly lanes: readonly { readonly id: string; readonly open: boolean; readonly since: string | null }[];
}

export interface Board {
  readonly verdicts: readonly { readonly verdict: string; readonly vehicles: number; readonly persons: number }[];
  readonly figures: readonly { readonly key: string; readonly value: number | null }[];
}

/** What a shift leader at a desk can do: the office's API with a session of its own. */
export class OfficeApi {
  private readonly server: TestServer;
  private cookie = '';

  private constructor(server: TestServer) {
    this.server = server;
  }

  static async signIn(server: TestServer, role: string): Promise<OfficeApi> {
    const login = server.logins().find((one) => one.role === role);
    if (!login) throw new Error(`The demo has no ${role}.`);
    const api = new OfficeApi(server);
    await api.post('/api/v1/sign-in', { userName: login.userName, password: login.password });
    return api;
  }

  async checkpoint(): Promise<Checkpoint> {
    const { rows } = await this.get<{ rows: Checkpoint[] }>('/api/v1/checkpoints');
    const first = rows[0];
    if (!first) throw new Error('The demo has no checkpoint.');
    return first;
  }

  /** The posts with all they are made of. */
  async posts(): Promise<readonly PostRow[]> {
    return (await this.get<{ rows: PostRow[] }>('/api/v1/posts')).rows;
  }

  async passagesOf(post: string, filter = ''): Promise<readonly PassageRow[]> {
    return (await this.get<{ rows: PassageRow[] }>(`/api/v1/checkpoints/${post}/passages?limit=200${filter}`)).rows;
  }

  async enrolmentCode(post?: string): Promise<string> {
    const id = post ?? (await this.checkpoint()).id;
    return (await this.post<{ code: string }>('/api/v1/enrolment-codes', { checkpointId: id })).code;
  }

  async passages(): Promise<readonly PassageRow[]> {
    const { id, today } = await this.checkpoint();
    return (await this.get<{ rows: PassageRow[] }>(`/api/v1/checkpoints/${id}/passages?day=${today}&limit=200`)).rows;
  }

  /** Takes a phone out of service, by the name it was enrolled with. */
  async revoke(name: string): Promise<void> {
    const { rows } = await this.get<{ rows: { id: string; name: string }[] }>('/api/v1/devices');
    const device = rows.find((one) => one.name === name);
    if (!device) throw new Error(`No device ${name}.`);
    await this.post(`/api/v1/devices/${device.id}/revoke`, { reason: '丢失' });
  }

  /** Believes these keys from now on; phones hear of it with their next bundle. */
  async trust(keys: readonly unknown[]): Promise<void> {
    const content = Buffer.from(JSON.stringify({ format: 1, keys })).toString('base64');
    await this.post('/api/v1/trust/import', { fileName: 'laboratories.json', content });
  }

  /** A commuter pass for this post, without conditions: the text of its printed code. */
  async issuePass(holder: { number: string; name: string; plate: string }): Promise<string> {
    const { id: post, today } = await this.checkpoint();
    const { employers } = await this.get<{ employers: { id: string }[] }>('/api/v1/passes/choices');
    const { number, name, plate } = holder;
    const { id } = await this.post<{ id: string }>('/api/v1/passes', {
      document: { kind: 'resident-id', number },
      name,
      plate,
      employer: employers[0]?.id,
      posts: [post],
      conditions: {},
      validFrom: today,
      validTo: today,
      employerProof: '名单',
      communityProof: '名单',
    });
    return (await this.post<{ code: string }>(`/api/v1/passes/${id}/card`, {})).code;
  }

  /** What a barrier counted, as a file. */
  async count(lines: readonly string[], day: string): Promise<void> {
    const { id } = await this.checkpoint();
    const file = Buffer.from(lines.join('\n')).toString('base64');
    await this.post(`/api/v1/checkpoints/${id}/counts`, { id: crypto.randomUUID(), source: 'barrier', file, day });
  }

  async board(): Promise<Board> {
    const { id, today } = await this.checkpoint();
    return this.get<Board>(`/api/v1/checkpoints/${id}/board?day=${today}`);
  }

  get<T>(path: string): Promise<T> {
    return this.ask<T>(path, { method: 'GET' });
  }

  private post<T>(path: string, body: unknown): Promise<T> {
    return this.ask<T>(path, { method: 'POST', body: JSON.stringify(body) });
  }

  private async ask<T>(path: string, init: { method: string; body?: string }): Promise<T> {
    const headers = { 'content-type': 'application/json', 'x-redvest': '1', cookie: this.cookie };
    const response = await fetch(this.server.plain + path, { ...init, headers });
    const cookies = response.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
    if (cookies.length > 0) this.cookie = cookies.join('; ');
    const text = await response.text();
    if (!response.ok) throw new Error(`${init.method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}
