import type { LivePerson, LiveStore } from './live-store.ts';
import { reach } from './connection.ts';
import { personKey } from './keys.ts';
import { LIVE_LIMITS } from './live-limits.ts';
import type { LiveConnection } from './scripts.ts';

/** The cache of people: one hash each, which the books can fill again at any time. */
export function createPeople(redis: LiveConnection) {
  return {
    async person(
      participantId: string,
      serial: number,
      fiscalYear: number,
    ): Promise<LivePerson | null> {
      const [nickname, pass, participations] = await reach(
        redis.hmget(personKey(participantId), 'nickname', `pass:${serial}`, `year:${fiscalYear}`),
      );
      if (typeof nickname !== 'string') return null;
      const [digest, state] = pass?.split(' ') ?? [];
      return {
        participantId,
        nickname,
        participations: Number(participations ?? 0),
        pass: digest === undefined ? null : { digest, revoked: state === 'revoked' },
      };
    },

    async putPerson(person: Parameters<LiveStore['putPerson']>[0]): Promise<void> {
      const key = personKey(person.participantId);
      const fields: Record<string, string | number> = { nickname: person.nickname };
      for (const { serial, digest, revoked } of person.passes) {
        fields[`pass:${serial}`] = `${digest} ${revoked ? 'revoked' : 'valid'}`;
      }
      for (const [year, participations] of Object.entries(person.participationsByYear)) {
        fields[`year:${year}`] = participations;
      }
      const results = await reach(
        redis.multi().del(key).hset(key, fields).pexpire(key, LIVE_LIMITS.personKeptMs).exec(),
      );
      await reach(firstFailure(results));
    },

    async putParticipations(
      fiscalYear: number,
      counts: readonly { readonly participantId: string; readonly participations: number }[],
    ): Promise<void> {
      for (let start = 0; start < counts.length; start += LIVE_LIMITS.commandItemsMax) {
        const part = counts.slice(start, start + LIVE_LIMITS.commandItemsMax);
        await reach(
          redis.putParticipations(
            part.length,
            ...part.map(({ participantId }) => personKey(participantId)),
            `year:${fiscalYear}`,
            ...part.map(({ participations }) => participations),
          ),
        );
      }
    },

    async forgetPerson(participantId: string): Promise<void> {
      await reach(redis.del(personKey(participantId)));
    },

    async nicknames(participantIds: readonly string[]): Promise<(string | null)[]> {
      return reach(Promise.all(participantIds.map((id) => redis.hget(personKey(id), 'nickname'))));
    },
  };
}

/** A transaction's answer holds a failure for each command; rejects with the first. */
async function firstFailure(results: [error: Error | null, result: unknown][] | null) {
  if (results === null) throw new Error('The transaction was given up.');
  for (const [error] of results) if (error !== null) throw error;
}
