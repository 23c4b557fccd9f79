/** What the books do for lotteries, joined from its parts. */
import type { Books } from './connection.ts';
import { blankContribution, contribute, contributions } from './contributions.ts';
import { latestContributions } from './contributions.ts';
import { lotteries, lottery, lotterySecrets } from './lotteries.ts';
import { beginDice, lotteryTransitions, moveLottery } from './lotteries.ts';
import type { LotteryBooks } from './lottery-books.ts';
import { giveTicketsBack } from './giving-back.ts';
import { createLottery, dropDraft, replaceDraft } from './lottery-drafts.ts';
import { lotteryEntries, lotteryEntriesOf } from './lottery-entries.ts';
import { nicknamesOfTags } from './lottery-entries.ts';
import { createLotteryEntering } from './lottery-entering.ts';
import { addLotteryFile, lotteryFile } from './lottery-files.ts';
import { lotteriesDue, lotteryOrder, orderLottery } from './lottery-orders.ts';
import { createLotteryOwners } from './lottery-owners.ts';

export function createLotteryBooks(books: Books): LotteryBooks {
  return {
    createLottery: (...given) => createLottery(books, ...given),
    replaceDraft: (...given) => replaceDraft(books, ...given),
    dropDraft: (...given) => dropDraft(books, ...given),
    lottery: (...given) => lottery(books, ...given),
    lotteries: (...given) => lotteries(books, ...given),
    lotterySecrets: (...given) => lotterySecrets(books, ...given),
    beginDice: (...given) => beginDice(books, ...given),
    moveLottery: (...given) => moveLottery(books, ...given),
    orderLottery: (...given) => orderLottery(books, ...given),
    lotteryOrder: (...given) => lotteryOrder(books, ...given),
    lotteriesDue: (...given) => lotteriesDue(books, ...given),
    addLotteryFile: (...given) => addLotteryFile(books, ...given),
    lotteryFile: (...given) => lotteryFile(books, ...given),
    lotteryTransitions: (...given) => lotteryTransitions(books, ...given),
    lotteryOwner: createLotteryOwners(books),
    enterLottery: createLotteryEntering(books),
    giveTicketsBack: (...given) => giveTicketsBack(books, ...given),
    lotteryEntriesOf: (...given) => lotteryEntriesOf(books, ...given),
    lotteryEntries: (...given) => lotteryEntries(books, ...given),
    nicknamesOfTags: (...given) => nicknamesOfTags(books, ...given),
    contribute: (...given) => contribute(books, ...given),
    contributions: (...given) => contributions(books, ...given),
    latestContributions: (...given) => latestContributions(books, ...given),
    blankContribution: (...given) => blankContribution(books, ...given),
  };
}
