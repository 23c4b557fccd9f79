import type { LivePerson, LiveStore } from './live-store.ts';
import { reach } from './connection.ts';
import { Gathering } from './gathering.ts';
import { personKey } from './keys.ts';
import { LIVE_LIMITS } from './live-limits.ts';
import type { LiveConnection } from './scripts.ts';

/** A look-up that waits for the end of the turn. */
interface AskedPerson {
  readonly participantId: string;
  readonly serial: number;
  readonly fiscalYear: number;
  readonly resolve: (person: LivePerson | null) => void;
  readonly reject: (reason: unknown) => void;
}

/** The cache of people: one hash each, which the books can fill again at any time. */
export function createPeople(redis: LiveConnection) {
  const gathering = new Gathering<AskedPerson>(LIVE_LIMITS.lookUpsMax, (_all, asked) => {
    void lookUpTogether(redis, asked);
  });
  return {
    person(participantId: string, serial: number, fiscalYear: number): Promise<LivePerson | null> {
      return new Promise((resolve, reject) => {
        gathering.add('', { participantId, serial, fiscalYear, resolve, reject });
      });
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
      await reach(redis.putPerson(key, LIVE_LIMITS.personKeptMs, ...Object.entries(fields).flat()));
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
            LIVE_LIMITS.figureKeptMs,
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

/** Never rejects: every look-up has its own answer. */
async function lookUpTogether(redis: LiveConnection, asked: readonly AskedPerson[]): Promise<void> {
  try {
    const people = await reach(
      redis.readPeople(
        asked.length,
        ...asked.map(({ participantId }) => personKey(participantId)),
        ...asked.flatMap(({ serial, fiscalYear }) => [`pass:${serial}`, `year:${fiscalYear}`]),
      ),
    );
    for (const [place, one] of asked.entries()) one.resolve(personOf(one, people[place] ?? []));
  } catch (error) {
    for (const { reject } of asked) reject(error);
  }
}

function personOf(
  { participantId }: AskedPerson,
  [nickname, pass, participations]: readonly (string | null | undefined)[],
): LivePerson | null {
  if (typeof nickname !== 'string') return null;
  const [digest, state] = pass?.split(' ') ?? [];
  return {
    participantId,
    nickname,
    participations: Number(participations ?? 0),
    pass: digest === undefined ? null : { digest, revoked: state === 'revoked' },
  };
}
