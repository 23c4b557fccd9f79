/** From page to page inside the dashboard: whoever has something to lose is asked first. */
import { ROOT } from './routes.ts';

const LEAVING = 'ts-leaving';

/** @returns false: somebody wants to ask first; they go on by themselves when they may */
export function mayLeaveFor(path: string): boolean {
  return document.dispatchEvent(
    new CustomEvent<string>(LEAVING, { detail: path, cancelable: true }),
  );
}

/**
 * @param ask  where the person is going; true: do not go there yet
 * @returns ends it
 */
export function onLeaving(ask: (path: string) => boolean): () => void {
  const listener = (event: Event) => {
    if (event instanceof CustomEvent && ask(String(event.detail))) event.preventDefault();
  };
  document.addEventListener(LEAVING, listener);
  return () => document.removeEventListener(LEAVING, listener);
}

/** Where a plain press on a link of the dashboard leads; `null`: it is not ours to follow. */
export function innerPathOf(event: MouseEvent): string | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return null;
  const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
  if (link === undefined || link.target !== '' || link.origin !== location.origin) return null;
  return link.hash !== '' || !link.pathname.startsWith(ROOT) ? null : link.pathname;
}
