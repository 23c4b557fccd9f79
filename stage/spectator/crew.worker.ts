/** One of those who compute side by side. */
import { doTask, type CrewTask } from './crew-tasks.ts';

self.addEventListener('message', (event: MessageEvent<CrewTask>) => {
  self.postMessage(doTask(event.data), {});
});
