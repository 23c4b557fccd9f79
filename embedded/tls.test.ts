import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prepareCertificate } from './tls.ts';
import type { CertificateFiles } from './tls.ts';

const dayMs = 24 * 60 * 60 * 1000;
const names = { dns: ['localhost', 'venue', 'venue.local'], ip: ['127.0.0.1', '::1', '192.0.2.7'] };
let dataFolder: string;

beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'tsudoi-tls-'));
});

afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

/** Connects to a server with the certificate, trusting only the authority; gives the fault. */
async function handshake(files: CertificateFiles, host: string): Promise<string> {
  const server = createServer({
    cert: readFileSync(files.certificateFile),
    key: readFileSync(files.keyFile),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const outcome = await new Promise<string>((resolve) => {
    const socket = connect({
      host: '127.0.0.1',
      port,
      ca: readFileSync(files.authorityFile),
      ...(/^[\d.]+$/.test(host) ? {} : { servername: host }),
    });
    socket.once('secureConnect', () => {
      socket.end();
      resolve('trusted');
    });
    socket.once('error', (error) => resolve(error.message));
  });
  server.close();
  return outcome;
}

const read = (file: string) => readFileSync(file, 'utf8');

test('a client that trusts the authority trusts the server under each of its names', async () => {
  const files = await prepareCertificate(dataFolder, names);
  expect(await handshake(files, 'localhost')).toBe('trusted');
  expect(await handshake(files, 'venue.local')).toBe('trusted');
  expect(await handshake(files, '127.0.0.1')).toBe('trusted');
  expect(await handshake(files, 'elsewhere')).toMatch(/does not match/);
});

test('keys are readable by their owner alone', async () => {
  const { keyFile, authorityFile } = await prepareCertificate(dataFolder, names);
  const authorityKeyFile = authorityFile.replace(/\.crt$/, '.key');
  expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  expect(statSync(authorityKeyFile).mode & 0o777).toBe(0o600);
});

test('the next start keeps authority and certificate', async () => {
  const first = await prepareCertificate(dataFolder, names);
  const before = [first.certificateFile, first.keyFile, first.authorityFile].map(read);
  const second = await prepareCertificate(dataFolder, names);
  expect([second.certificateFile, second.keyFile, second.authorityFile].map(read)).toEqual(before);
});

test('a new address makes a new certificate by the same authority', async () => {
  const first = await prepareCertificate(dataFolder, names);
  const [certificate, authority] = [first.certificateFile, first.authorityFile].map(read);
  const moved = { ...names, ip: [...names.ip, '198.51.100.9'] };
  const second = await prepareCertificate(dataFolder, moved);
  expect(read(second.certificateFile)).not.toBe(certificate);
  expect(read(second.authorityFile)).toBe(authority);
  expect(await handshake(second, 'localhost')).toBe('trusted');
});

test('a certificate near its end is made anew, and the authority long before its own', async () => {
  const now = new Date();
  const first = await prepareCertificate(dataFolder, names, now);
  const [certificate, authority] = [first.certificateFile, first.authorityFile].map(read);
  const inAYear = new Date(now.getTime() + 370 * dayMs);
  await prepareCertificate(dataFolder, names, inAYear);
  expect(read(first.certificateFile)).not.toBe(certificate);
  expect(read(first.authorityFile)).toBe(authority);
  await prepareCertificate(dataFolder, names, new Date(now.getTime() + 3_640 * dayMs));
  expect(read(first.authorityFile)).not.toBe(authority);
});
