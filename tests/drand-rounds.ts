/** Real rounds of drand's quicknet, of the year 2023, as a relay answers with them. */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const RoundSchema = v.object({ round: v.number(), randomness: v.string(), signature: v.string() });
const url = new URL('../domain/draw/vectors/drand-quicknet.json', import.meta.url);
const { beacons } = v.parse(
  v.object({ beacons: v.tupleWithRest([RoundSchema, RoundSchema, RoundSchema], RoundSchema) }),
  JSON.parse(readFileSync(url, 'utf8')),
);

export type DrandRound = v.InferOutput<typeof RoundSchema>;

const [, first, second, ...others] = beacons;
/** Round 1000, and those after it. */
export const ROUNDS: readonly [DrandRound, DrandRound, ...DrandRound[]] = [
  first,
  second,
  ...others,
];
