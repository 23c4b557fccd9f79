/** Every limit on what travels, in one place. */
export const LIMITS = {
  /** A card pass is 141 characters, a live pass 291. */
  passLengthMax: 400,
  /** Scans in one `scan:submit-batch`. */
  batchScansMax: 50,
  /** A Socket.IO message; a full batch is about 30 kB. */
  socketMessageBytesMax: 64 * 1024,
  httpBodyBytesMax: 64 * 1024,
  /** Scans of one kiosk over all its sockets, a token bucket: a flood is more than a queue of people can be. */
  scansPerSecondMax: 400,
  scansBurstMax: 800,
  /** Messages that are not scans: status of one kiosk, watch of one dashboard's socket. */
  messagesPerSecondMax: 20,
  messagesBurstMax: 60,
  /** How long a kiosk waits for the acknowledgement before it answers by itself. */
  ackTimeoutMs: 2_000,
  nicknameLengthMax: 20,
  activityNameLengthMax: 60,
  venueLengthMax: 60,
  kioskNameLengthMax: 30,
  emailLengthMax: 200,
  passwordLengthMax: 200,
  capacityMax: 100_000,
  /** `attendance:changed` is sent at most this often an activity. */
  attendanceIntervalMs: 100,
  /** Latest check-ins that a snapshot or a change carries. */
  latestCheckInsMax: 20,
  enrollmentCodeTtlMs: 15 * 60_000,
  staffSessionTtlMs: 12 * 60 * 60_000,
  /** Wrong passwords for one e-mail from one address before a pause; */
  loginAttemptsMax: 5,
  /** from one address, which a whole hall may share, for any e-mail; */
  loginAttemptsOfAddressMax: 20,
  /** for one e-mail, wherever from: nobody far away keeps its owner out by five guesses. */
  loginAttemptsOfEmailMax: 100,
  loginPauseMs: 60_000,
  /** Wrong passwords are counted for this long after the first of them. */
  loginFailuresKeptMs: 15 * 60_000,
  shopNameLengthMax: 40,
  shopAreaLengthMax: 40,
  offerNameLengthMax: 40,
  reasonLengthMax: 200,
  /** As a person wants to be called on a certificate. */
  certificateNameLengthMax: 40,
  displayNameLengthMax: 30,
  searchLengthMax: 60,
  /** `Idempotency-Key`: printable ASCII. */
  idempotencyKeyLengthMax: 100,
  /** What was spent under a key is remembered for this long. */
  idempotencyKeptMs: 7 * 24 * 60 * 60_000,
  /** Moving to another phone: the one-time code. */
  transferCodeTtlMs: 10 * 60_000,
  /** A coupon that is reserved in a shop and not confirmed returns. */
  reservationTtlMs: 5 * 60_000,
  /** A grant that nobody approves lapses. */
  grantProposalTtlMs: 14 * 24 * 60 * 60_000,
  /** The check of the books is late when the last one is so long ago: a night was missed. */
  booksLateMs: 36 * 60 * 60_000,
  /** Rows of the other lists, a page. */
  pageRowsMax: 100,
  certificateActivitiesMax: 500,
  prizeNameLengthMax: 40,
  /** A word that comes with a contribution, on the big screen. */
  voiceWordLengthMax: 12,
  /** Contributions of one tag to one draw. */
  contributionsOfTagMax: 3,
  /** `lottery:changed` is sent at most this often a lottery. */
  stageIntervalMs: 200,
} as const;
