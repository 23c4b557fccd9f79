/** Every limit of the books, in one place. */
export const ledgerLimits = {
  /** Until a connection stands or one of the pool is free. */
  connectTimeoutMs: 5_000,
  /** One statement; the server cancels it. The embedded database has no timer for it. */
  statementTimeoutMs: 15_000,
  /** One statement as the client sees it, for servers that fell silent. Longer than the one above. */
  answerTimeoutMs: 20_000,
  idleConnectionMs: 30_000,
  /** Connections unless told otherwise; the embedded database is one session anyway. */
  poolSize: 2,
  /** Lines in one `postOutcomes`; far above a worker's batch. */
  batchLinesMax: 5_000,
  /** Sequence numbers that one page of `outcomesOf` spans. */
  outcomesPageSeqs: 1_000,
  /** Rows of one page of any list that a caller limits. */
  pageRowsMax: 1_000,
  /** People or tokens that one lookup answers for. */
  lookupKeysMax: 500,
  /** Tries of a posting that the database broke off for the sake of another one. */
  postingTriesMax: 4,
  /** How often it is noted that a shop's device was seen. */
  seenIntervalMs: 60_000,
  /** The newest certificates of a person are listed; each holds a year's activities. */
  certificatesListed: 100,
  /** Accounts that one transaction compares with their entries. */
  comparedAccounts: 2_000,
  /** Entries that one transaction compares with the chain. */
  chainPageEntries: 10_000,
  /** Entries that one transaction adds to it: the embedded database has nobody else meanwhile. */
  chainGrowthEntries: 2_000,
  /** How long the chain waits for whoever is posting; those who come then wait for it. */
  chainLockTimeoutMs: 3_000,
  /** Orders for a lottery that one transaction enters. */
  entriesTogetherMax: 100,
  /** Tickets that one transaction gives back; the last entry of it may hold more. */
  ticketsBackTogetherMax: 2_000,
  /** After `closesAt`: entries asked for in time still come in. Then it is closed, unless … */
  closingGraceMs: 2_000,
  /** … somebody was entered so lately that others who asked in time may still wait for it. */
  enteredLatelyMs: 1_000,
  /** Then it is closed, whoever waits. */
  closingGraceMaxMs: 30_000,
  /** Rows of one page of a lottery's entries. */
  lotteryPageRows: 5_000,
  /** Serials of one person in one rehearsal, where tickets cost nothing. */
  practiceMax: 1_000,
  /** How much of a draw's file one statement reads. */
  filePartBytes: 4 * 1024 * 1024,
  /** What a hall can add to one draw, all people together. */
  contributionsMax: 50_000,
} as const;
