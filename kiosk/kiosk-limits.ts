/** Every time and number that rules the kiosk by itself; what travels is in the contract's LIMITS. */
export const KIOSK_LIMITS = {
  /** A verdict gives way to the attract screen; as `--ts-return-ms` and `--ts-return-refused-ms`. */
  returnMs: 3_000,
  returnRefusedMs: 8_000,
  /** A coupon that was taken stays to be read by clerk and customer. */
  returnRedeemedMs: 5_000,
  /** Back to Japanese, out of the PIN page and the staff menu. */
  idleMs: 30_000,
  staffIdleMs: 120_000,
  /** The newest arrival is orange for this long. */
  newestMs: 30_000,
  /** Holding the mark opens the staff exit. */
  holdToExitMs: 1_500,

  /** A tab that has not got its turn after this says that another one works. */
  otherTabMs: 1_000,

  /** A code that stays in view is the same person for this long. */
  sameCodeAgainMs: 10_000,
  /** A code that was not seen for this long has left the view; shown again, it is meant. */
  leftViewMs: 1_200,
  /** Reads that wait while one is being answered (hand scanner and card; the camera looks again). */
  readsWaitingMax: 5,

  /** After one silence the server is asked again, but people wait less for it. */
  ackTimeoutDoubtfulMs: 500,
  statusIntervalMs: 10_000,
  statusAckTimeoutMs: 3_000,
  /** Scans that the server has and has not settled are sent again after this. */
  resendBookingMs: 30_000,
  /** Pause after a batch that the server could not take. */
  batchRetryMs: 3_000,
  batchAckTimeoutMs: 10_000,
  /** The best of so many clock measurements counts. */
  clockSamplesMax: 8,

  /** A shop's tablet asks whether it still may, and sooner while nobody answers. */
  shopCheckMs: 60_000,
  shopCheckOfflineMs: 5_000,
  /** A code at a shop is sent again, as the same wish, when no answer comes; then the clerk is told. */
  shopReadingTriesMax: 2,
  shopReadingTimeoutMs: 5_000,
  shopReadingPauseMs: 800,

  cameraWidthPx: 640,
  cameraHeightPx: 480,
  /** 12 looks a second are quicker than a hand. */
  frameIntervalMs: 80,
  /** No new picture for this long: the camera is restarted. */
  frameStallMs: 5_000,
  decoderAnswerMs: 8_000,
  cameraRetryMinMs: 1_000,
  cameraRetryMaxMs: 30_000,

  /** Between the first keys of a hand scanner; people are slower. */
  wedgeGapMs: 80,
  /** Once it is recognised, the tablet may stutter without breaking a code in two. */
  wedgeScanGapMs: 250,
  wedgeLengthMin: 6,
  wedgeLengthMax: 400,
  /** A scanner without an Enter at the end is done when it has been silent for this long. */
  wedgeSilenceMs: 300,

  pinDigits: 6,
  /** A wrong PIN makes the next try wait, doubling. */
  pinPauseMinMs: 1_000,
  pinPauseMaxMs: 60_000,
  pinFreeAttempts: 3,
} as const;
