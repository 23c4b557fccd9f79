/**
 * Gathers what is asked for within one turn of the event loop, so that it goes to Redis together.
 * Nothing waits: a turn ends as soon as the sockets that were ready are read, and a single item is
 * handed over then as well.
 */
export class Gathering<Item> {
  readonly #sizeMax: number;
  readonly #handOver: (key: string, items: readonly Item[]) => void;
  #waiting = new Map<string, Item[]>();

  /**
   * @param sizeMax items that are handed over together at most
   * @param handOver called with items of one key, in the order in which they came; must not throw
   */
  constructor(sizeMax: number, handOver: (key: string, items: readonly Item[]) => void) {
    this.#sizeMax = sizeMax;
    this.#handOver = handOver;
  }

  add(key: string, item: Item): void {
    const items = this.#waiting.get(key);
    if (items !== undefined && items.length < this.#sizeMax) {
      items.push(item);
      return;
    }
    if (items !== undefined) this.#handOver(key, items);
    else if (this.#waiting.size === 0) setImmediate(() => this.#endTurn());
    this.#waiting.set(key, [item]);
  }

  #endTurn(): void {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    for (const [key, items] of waiting) this.#handOver(key, items);
  }
}
