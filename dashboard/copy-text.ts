/**
 * Puts a text on the clipboard.
 * @returns `false`: the browser does not let us, which is so where the page came without TLS
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
