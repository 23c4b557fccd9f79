/** The PDF of a certificate: fetched with the token, then opened or handed to another app. */
import type { PhoneSession } from './phone-session.ts';

const TIMEOUT_MS = 30_000;

export interface DocumentSource {
  readonly session: PhoneSession;
  readonly certificateId: string;
  readonly fileName: string;
}

/** @returns `null`: it could not be had */
export async function fetchDocument(source: DocumentSource): Promise<File | null> {
  const headers = source.session.authorization;
  if (headers === null) return null;
  try {
    const path = `/api/me/certificates/${source.certificateId}/document`;
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(path, { headers, cache: 'no-store', signal });
    if (!response.ok) return null;
    const type = 'application/pdf';
    return new File([await response.blob()], source.fileName, { type });
  } catch {
    return null;
  }
}

/** Can this phone hand a PDF to other apps? */
export function canShareDocuments(): boolean {
  const file = new File([''], 'x.pdf', { type: 'application/pdf' });
  return navigator.canShare?.({ files: [file] });
}

/** @returns false: it could not be handed over; a person who changes their mind is no failure */
export async function shareDocument(file: File): Promise<boolean> {
  try {
    await navigator.share({ files: [file], title: file.name });
    return true;
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError';
  }
}

/** Longer than any viewer takes to read it. */
const KEPT_MS = 60_000;

/** As a download: every browser can, popups or not, and the file keeps its name. */
export function saveDocument(file: File): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
