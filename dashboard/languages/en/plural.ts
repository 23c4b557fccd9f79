/** Counts in English. */

/** @param count  already formatted */
export const plural = (count: string, one: string, many: string) =>
  `${count} ${count === '1' ? one : many}`;
