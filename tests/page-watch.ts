/** What is on a page, the insides of its elements included, and how soon things appear on it. */
import type { Page } from 'playwright-core';

/**
 * Everything that the page holds as text or attribute, through all shadow roots, seen or not.
 */
export function pageText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const parts: string[] = [];
    const read = (node: Node): void => {
      if (node instanceof Text) parts.push(node.data.trim());
      if (node instanceof Element) {
        for (const { value } of node.attributes) parts.push(value);
        if (node instanceof HTMLInputElement) parts.push(node.value);
        if (node.shadowRoot !== null) read(node.shadowRoot);
      }
      for (const child of node.childNodes) read(child);
    };
    read(document);
    return parts.filter((part) => part !== '').join(' ');
  });
}

/**
 * Watches the kiosk's camera picture and its screen.
 * @returns for each of the next `count` codes, how many milliseconds passed between the first frame
 *   that showed it and its verdict
 */
export function watchDelays(page: Page, count: number): Promise<number[]> {
  return page.evaluate(async (wanted) => {
    const find = (selector: string, root: Document | ShadowRoot): Element | null => {
      for (const element of root.querySelectorAll('*')) {
        if (element.matches(selector)) return element;
        const inside = element.shadowRoot === null ? null : find(selector, element.shadowRoot);
        if (inside !== null) return inside;
      }
      return null;
    };
    const edge = 48;
    const canvas = new OffscreenCanvas(edge, edge);
    const context = canvas.getContext('2d', { willReadFrequently: true })!;
    /** A code is dark on white; without one the ground is an even grey. */
    const isCodeInView = (video: HTMLVideoElement): boolean => {
      context.drawImage(video, 0, 0, edge, edge);
      const { data } = context.getImageData(0, 0, edge, edge);
      let brightest = 0;
      for (let at = 0; at < data.length; at += 4) brightest = Math.max(brightest, data[at]!);
      return brightest > 190;
    };
    const delays: number[] = [];
    let verdictBefore: Element | null = null;
    let inViewAt: number | null = null;
    let wasInView = false;
    // The preview leaves the page with the attract screen; the stream goes on in this element.
    let video: HTMLVideoElement | null = null;
    const deadline = performance.now() + 60_000;
    while (delays.length < wanted && performance.now() < deadline) {
      const preview = find('video', document);
      if (video === null && preview instanceof HTMLVideoElement && preview.srcObject !== null) {
        video = document.createElement('video');
        video.muted = true;
        video.srcObject = preview.srcObject;
        await video.play();
      }
      if (video !== null) {
        const inView = isCodeInView(video);
        if (inView && !wasInView) inViewAt = performance.now();
        wasInView = inView;
      }
      const verdict = find('ts-kiosk-verdict', document);
      if (verdict !== null && verdict !== verdictBefore && inViewAt !== null) {
        delays.push(performance.now() - inViewAt);
        inViewAt = null;
      }
      verdictBefore = verdict;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return delays;
  }, count);
}
