import './decorator-metadata.ts';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { networkAddresses } from './addresses.ts';

const dayMs = 24 * 60 * 60 * 1000;
const limits = {
  authorityDays: 3_650,
  /** Tablets refuse certificates that last longer than 825 days. */
  certificateDays: 397,
  /** Made anew when less than this is left. */
  renewDays: 30,
  /** A tablet whose clock is behind takes it all the same. */
  backdatedDays: 1,
} as const;

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

interface KeyAndCertificate {
  readonly key: CryptoKey;
  readonly certificate: x509.X509Certificate;
}

/** Where the server finds its certificate (with its chain) and key, and tablets the authority's. */
export interface CertificateFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly authorityFile: string;
}

/** Names and addresses under which this machine is reached. */
export interface HostNames {
  readonly dns: readonly string[];
  readonly ip: readonly string[];
}

/** What this machine calls itself, and its addresses, loopback included. */
function hostNames(): HostNames {
  const name = hostname().toLowerCase();
  const { ipv4, ipv6 } = networkAddresses();
  // `.local` is how Apple's and other systems announce a name on a network without a name server.
  const local = name.includes('.') ? [] : [`${name}.local`];
  return {
    dns: [...new Set(['localhost', name, ...local])],
    ip: ['127.0.0.1', '::1', ...ipv4, ...ipv6],
  };
}

/**
 * Sees to a certificate for this machine, signed by a small authority of its own, in the folder
 * `tls` of the data folder. The authority is made once, so that a tablet has to trust it only once
 * (`ca.crt`); the certificate is made anew when an address is new or its end is near.
 *
 * @param dataFolder absolute path
 * @param names for which names and addresses
 */
export async function prepareCertificate(
  dataFolder: string,
  names: HostNames = hostNames(),
  now: Date = new Date(),
): Promise<CertificateFiles> {
  const folder = join(dataFolder, 'tls');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files: CertificateFiles = {
    certificateFile: join(folder, 'server.crt'),
    keyFile: join(folder, 'server.key'),
    authorityFile: join(folder, 'ca.crt'),
  };
  const authority = await prepareAuthority(files.authorityFile, join(folder, 'ca.key'), now);
  if (existsSync(files.keyFile) && isGood(files.certificateFile, authority, names, now)) {
    return files;
  }
  const made = await makeCertificate(authority, names, now);
  await writeKey(files.keyFile, made.key);
  const chain = [made.certificate, authority.certificate].map((each) => each.toString('pem'));
  writeFile(files.certificateFile, `${chain.join('\n')}\n`, 0o644);
  return files;
}

async function prepareAuthority(
  certificateFile: string,
  keyFile: string,
  now: Date,
): Promise<KeyAndCertificate> {
  const known = readCertificate(certificateFile);
  if (known !== undefined && existsSync(keyFile) && !isEnding(known, now)) {
    const der = x509.PemConverter.decodeFirst(readFileSync(keyFile, 'utf8'));
    const key = await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
    return { key, certificate: known };
  }
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=Tsudoi ${hostname()}`,
    ...period(limits.authorityDays, now),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      // It may vouch for servers only, whatever else the tablet would believe it.
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  await writeKey(keyFile, keys.privateKey);
  writeFile(certificateFile, `${certificate.toString('pem')}\n`, 0o644);
  return { key: keys.privateKey, certificate };
}

async function makeCertificate(
  authority: KeyAndCertificate,
  names: HostNames,
  now: Date,
): Promise<KeyAndCertificate> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${names.dns[0] ?? 'localhost'}`,
    issuer: authority.certificate.subject,
    ...period(limits.certificateDays, now),
    publicKey: keys.publicKey,
    signingKey: authority.key,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(alternativeNames(names)),
      await x509.AuthorityKeyIdentifierExtension.create(authority.certificate),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { key: keys.privateKey, certificate };
}

function alternativeNames(names: HostNames): x509.JsonGeneralNames {
  return [
    ...names.dns.map((value) => ({ type: 'dns' as const, value })),
    ...names.ip.map((value) => ({ type: 'ip' as const, value })),
  ];
}

/** Whether the file's certificate is by this authority, for all these names, and lasts. */
function isGood(
  certificateFile: string,
  authority: KeyAndCertificate,
  names: HostNames,
  now: Date,
): boolean {
  const known = readCertificate(certificateFile);
  if (known === undefined || isEnding(known, now)) return false;
  if (known.issuer !== authority.certificate.subject) return false;
  const wanted = new x509.SubjectAlternativeNameExtension(alternativeNames(names));
  const has = known.getExtension(x509.SubjectAlternativeNameExtension);
  return (
    has !== null &&
    Buffer.from(has.rawData).equals(Buffer.from(wanted.rawData)) &&
    Buffer.from(readFileSync(certificateFile)).includes(authority.certificate.toString('pem'))
  );
}

function isEnding(certificate: x509.X509Certificate, now: Date): boolean {
  return certificate.notAfter.getTime() - now.getTime() < limits.renewDays * dayMs;
}

function period(days: number, now: Date): { notBefore: Date; notAfter: Date } {
  return {
    notBefore: new Date(now.getTime() - limits.backdatedDays * dayMs),
    notAfter: new Date(now.getTime() + (days - limits.backdatedDays) * dayMs),
  };
}

function readCertificate(file: string): x509.X509Certificate | undefined {
  try {
    return new x509.X509Certificate(x509.PemConverter.decodeFirst(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

async function writeKey(file: string, key: CryptoKey): Promise<void> {
  const der = await crypto.subtle.exportKey('pkcs8', key);
  writeFile(file, `${x509.PemConverter.encode(der, x509.PemConverter.PrivateKeyTag)}\n`, 0o600);
}

/** All or nothing, so that a start that is killed half-way leaves no half key. */
function writeFile(file: string, content: string, mode: number): void {
  writeFileSync(`${file}.new`, content, { mode });
  renameSync(`${file}.new`, file);
}
