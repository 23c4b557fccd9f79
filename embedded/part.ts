/** A part that runs. `stop` and `kill` may be called more than once. */
export interface RunningPart {
  /** Settles once, when the part is gone, wanted or not; says how. */
  readonly ended: Promise<string>;
  /** Lets the part finish what it does; after its deadline it is killed. Never rejects. */
  stop(): Promise<void>;
  /** Ends the part at once. */
  kill(): void;
}

/** A part of the system that the supervisor starts and keeps running. */
export interface Part {
  /** How lines about it call it. */
  readonly name: string;
  /** Resolves when the part is ready to be used. */
  start(): Promise<RunningPart>;
}
