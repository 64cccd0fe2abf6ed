import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A build of the server; `REDVEST_PROGRAM` names another one, as for a measurement. */
export const program =
  process.env.REDVEST_PROGRAM ?? join(import.meta.dirname, '../../src/RedVest/bin/Debug/net10.0/redvest.dll');

/** A name that is not this machine's own: what a phone on the network would type. */
export const hostName = 'redvest.test';

export interface Login {
  readonly userName: string;
  readonly password: string;
  readonly role: string;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** The built server, with the demo county if not told otherwise, on a data folder of its own; it can die and come back as it was. */
export class TestServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'redvest-e2e-'));
  /** What it said to the person who started it. */
  output = '';
  private readonly options: readonly string[];
  private port = 0;
  private tlsPort = 0;
  private process: ChildProcess | null = null;

  constructor(options: readonly string[] = []) {
    this.options = options;
  }

  /** Where tests of this machine ask the API. */
  get plain(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Where a phone opens the app: TLS, and a name that is not loopback. */
  get phones(): string {
    return `https://${hostName}:${this.tlsPort}`;
  }

  /** The county's own authority, which a phone installs first. */
  get authority(): string {
    return join(this.folder, 'tls', 'ca.crt');
  }

  async start(): Promise<void> {
    if (!existsSync(program)) throw new Error('Build the server first: dotnet build RedVest.slnx');
    this.port ||= await freePort();
    this.tlsPort ||= await freePort();
    const ports = [
      '--port',
      String(this.port),
      '--tls-port',
      String(this.tlsPort),
      '--name',
      hostName,
      ...this.options,
    ];
    const child = spawn('dotnet', [program, 'serve', '--data', this.folder, ...ports], { stdio: 'pipe' });
    this.process = child;
    child.stdout.on('data', (text: Buffer) => (this.output += text.toString()));
    child.stderr.on('data', (text: Buffer) => (this.output += text.toString()));
    for (let tries = 0; tries < 600; tries++) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The server ended: ${this.output}`);
      const ready = await fetch(`${this.plain}/readyz`).catch(() => null);
      if (ready?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`The server did not get ready: ${this.output}`);
  }

  /** As when somebody pulls the plug. */
  async kill(): Promise<void> {
    const child = this.process;
    this.process = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The demo's accounts, with the passwords made when it was loaded. */
  logins(): readonly Login[] {
    return readFileSync(join(this.folder, 'demo-accounts.txt'), 'utf8')
      .split('\n')
      .filter((row) => row !== '')
      .map((row) => {
        const [userName = '', password = '', role = ''] = row.split('\t');
        return { userName, password, role };
      });
  }
}
