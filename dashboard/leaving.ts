/** Away from a page of the dashboard, by a link or by logging out: whoever has something to lose is asked first. */
import { ROOT } from './routes.ts';

const LEAVING = 'ts-leaving';
type GoOn = () => void;

declare global {
  interface DocumentEventMap {
    [LEAVING]: CustomEvent<GoOn>;
  }
}

/**
 * @param goOn  leaves; called later by whoever asks first
 * @returns false: somebody asks first
 */
export function mayLeave(goOn: () => void): boolean {
  return document.dispatchEvent(new CustomEvent<GoOn>(LEAVING, { detail: goOn, cancelable: true }));
}

/**
 * @param ask  true: do not leave yet, `goOn` will be called if they want to
 * @returns ends it
 */
export function onLeaving(ask: (goOn: GoOn) => boolean): () => void {
  const listener = (event: CustomEvent<GoOn>) => {
    if (ask(event.detail)) event.preventDefault();
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
