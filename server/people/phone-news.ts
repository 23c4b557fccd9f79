/**
 * What the feed says of people, told to their phones. The books are read only for those who have a
 * phone connected to this node, and once for all that is told of one person meanwhile.
 */
import type { FeedMessage } from '#domain/contract/feed.ts';
import type { Me } from '#domain/contract/people.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { PhoneAudience } from '../channels/phone.ts';
import { ProblemError } from '../errors.ts';
import type { Report } from '../errors.ts';
import type { MeDesk } from './me-desk.ts';
import { Renewals } from '../renewals.ts';
import { Turns } from '../turns.ts';

type FeedMessageOf<Kind extends FeedMessage['kind']> = Extract<FeedMessage, { kind: Kind }>;

/**
 * People that the books are read for at once. A batch of awards, or all phones that come back after
 * an outage, must not hold up the door, which asks the same books.
 */
const READ_AT_ONCE_MAX = 4;

export interface PhoneNews {
  posted(message: FeedMessageOf<'points-posted'>): Promise<void>;
  couponChanged(message: FeedMessageOf<'coupon-changed'>): Promise<void>;
  ticketsChanged(participantId: string): Promise<void>;
  personChanged(participantId: string): Promise<void>;
  /** After a gap: who is not let in any more is cut, and the others are told how things are. */
  startOver(): Promise<void>;
}

/** How somebody stands, read after the call; those who ask while one waits share it. */
export function createMeReader(desk: MeDesk): (participantId: string) => Promise<Me> {
  const reading = new Renewals<Me>();
  const turns = new Turns(READ_AT_ONCE_MAX);
  return (participantId) =>
    reading.run(participantId, () => turns.take(() => desk.me(participantId)));
}

export function createPhoneNews({
  ledger,
  phones,
  me,
  report,
}: {
  readonly ledger: Ledger;
  readonly phones: PhoneAudience;
  /** By createMeReader. */
  readonly me: (participantId: string) => Promise<Me>;
  readonly report: Report;
}): PhoneNews {
  /** Tells one person; somebody who is not in the books any more is told by `personChanged`. */
  async function tell(participantId: string, say: (me: Me) => void): Promise<void> {
    if (!phones.has(participantId)) return;
    try {
      // Said in the turn in which it was read: who reads later is heard later.
      say(await me(participantId));
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'participant-unknown') return;
      report('tell a phone', error);
    }
  }

  const couponTurns = new Map<string, Promise<void>>();
  /** What is told of one coupon, one after the other: an older reading must not come last. */
  function inTurn(couponId: string, work: () => Promise<void>): Promise<void> {
    const before = couponTurns.get(couponId);
    const own = before === undefined ? work() : before.then(work, work);
    couponTurns.set(couponId, own);
    const end = () => {
      if (couponTurns.get(couponId) === own) couponTurns.delete(couponId);
    };
    own.then(end, end);
    return own;
  }

  /** Phones whose token ended are told why, and cut. */
  async function cutEnded(participantId: string): Promise<void> {
    for (const tokenHash of phones.tokenHashesOf(participantId)) {
      const holder = await ledger.participantByToken(tokenHash);
      if (holder === null) phones.end(tokenHash, { because: await whyUnknown(participantId) });
      else if (holder.state === 'moved') phones.end(tokenHash, { because: 'moved' });
    }
  }

  const whyUnknown = async (participantId: string) =>
    (await ledger.person(participantId)) === null ? 'erased' : 'stopped';

  return {
    async posted({ posted }) {
      const told = posted.map(({ participantId, transactionId, transactionKind: kind, amount }) =>
        tell(participantId, (own) => phones.posted({ transactionId, kind, amount, me: own })),
      );
      await Promise.all(told);
    },
    couponChanged: ({ participantId, couponId }) =>
      inTurn(couponId, async () => {
        if (!phones.has(participantId)) return;
        const holder = await ledger.couponHolder(couponId);
        if (holder?.participantId !== participantId) return;
        const { coupon } = holder;
        await tell(participantId, (own) => phones.couponChanged({ coupon, me: own }));
      }),
    ticketsChanged: (participantId) => tell(participantId, (own) => phones.ticketsChanged(own)),
    async personChanged(participantId) {
      if (!phones.has(participantId)) return;
      await cutEnded(participantId);
      await tell(participantId, (own) => phones.snapshot(own));
    },
    async startOver() {
      for (const participantId of phones.participants()) await cutEnded(participantId);
      const told = phones
        .participants()
        .map((participantId) => tell(participantId, (own) => phones.snapshot(own)));
      await Promise.all(told);
    },
  };
}
