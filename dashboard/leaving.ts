/** Leaving a page inside the dashboard: whoever has something to lose there is asked first. */

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
