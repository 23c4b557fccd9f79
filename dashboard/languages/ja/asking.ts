/** 短い入力と、うまくいかなかった理由。 */
export const asking = {
  working: '送っています…',
  optional: '（任意）',
  fault: {
    missing: '入力してください',
    choose: '選んでください',
    tooLong: (most: string) => `${most}文字までにしてください`,
    notPlain: '使えない文字が入っています',
    notANumber: '数を確認してください',
    notTheSame: '同じではありません。もう一度入力してください',
    refused: 'この内容では保存できません',
  },
};

export const problemWith = {
  rule: {
    'coupon.yenMax': (limit: string, asked: string) =>
      `クーポンの品物は税込${limit}円までです（${asked}円が入力されました）。景品表示法の範囲に収めるため、制度で決まっています。`,
    'ticket.perRequestMax': (limit: string, asked: string) =>
      `抽選券は1回に${limit}枚までです（${asked}枚が入力されました）。`,
    'grant.pointsMax': (limit: string, asked: string) =>
      `1人へのポイントは${limit}ポイントまでです（${asked}ポイントが入力されました）。`,
    'grant.peopleMax': (limit: string, asked: string) =>
      `1回に${limit}人までです（${asked}人が選ばれました）。`,
  },
  balance: (balance: string, needed: string) =>
    `ポイントが足りません。${needed}ポイント必要ですが、使えるのは${balance}ポイントです。`,
  tickets: (held: string, needed: string) =>
    `抽選券が足りません。${needed}枚のところ、使えるのは${held}枚です。`,
  couponUsed: (at: string) => `このクーポンは${at}に使われています。`,
  lotteryState: {
    'closing-past': '締切の時刻を過ぎています。まず、締切をいまより後に変えてください。',
    'entries-unlisted': '応募の一覧をまだつくっています。できたら自動で進めるようになります。',
    'dice-begun': 'サイコロをふり始めました。取り止めは、もうできません。',
    'round-exists': '最初の公開の乱数の時刻を過ぎました。サイコロも取り止めも、もうできません。',
    'rounds-unknown': '公開の乱数がまだそろっていません。そろうと、自動で抽選します。',
  },
};

/** problem のうち、窓口・お店・特別ポイント・係員のもの。 */
export const moreProblems = {
  'not-found': '見つかりませんでした。画面を開きなおしてください。',
  'participant-unknown': 'この方は見つかりません。データが消されたのかもしれません。',
  'pass-unknown': 'このカードは登録されていません。番号を確認してください。',
  'pass-revoked': 'このカードは止められています。新しいカードを発行できます。',
  'pass-expired': 'このカードは期限が切れています。新しいカードを発行できます。',
  'code-unreadable': 'このコードは読みとれません。別のQRコードではないか確認してください。',
  'code-forged':
    '集いのコードと確認できませんでした。新しいカードか、開きなおしたパスを読みとってください。',
  'code-stale': '古い画面のコードです。スマートフォンのパスを開きなおしてください。',
  'idempotency-key-reused': '前の操作と重なりました。はじめから、もう一度操作してください。',
  'balance-insufficient': 'ポイントが足りません。',
  'rule-broken': '制度で決まっている範囲をこえています。数を確認してください。',
  'shop-unknown': 'このお店は見つかりません。画面を開きなおしてください。',
  'shop-closed': 'このお店では、いま新しい交換ができません。別のお店を選んでください。',
  'offer-unknown': 'この品物は見つかりません。画面を開きなおしてください。',
  'offer-closed': 'この品物は、いま交換できません。別の品物を選んでください。',
  'coupon-used': 'このクーポンは、すでに使われています。',
  'coupon-taken-back': 'このクーポンは取り消されています。',
  'grant-unknown': 'この提案は見つかりません。画面を開きなおしてください。',
  'grant-decided': 'この提案は、すでに決まっています。',
  'grant-lapsed':
    'この提案は、14日のあいだに承認されなかったため、期限が切れました。必要なときは、もう一度提案してください。',
  'approval-by-proposer': '自分の提案は承認できません。別の係員に承認を依頼してください。',
  'transaction-unknown': 'この記録は見つかりません。画面を開きなおしてください。',
  'transaction-reversed': 'この記録は、すでに取り消されています。',
  'transaction-not-reversible':
    'この記録は取り消せません。使われたクーポンや期限切れは元にもどせません。',
  'lottery-unknown': 'この抽選会は見つかりません。画面を開きなおしてください。',
  'lottery-not-open': '応募の受付は終わりました。抽選券は減っていません。',
  'prize-unknown': 'この賞品は見つかりません。はじめから選びなおしてください。',
  'tickets-insufficient': '抽選券が足りません。',
  'certificate-unknown': 'この証明書は見つかりません。画面を開きなおしてください。',
  'certificate-empty': 'この年度には、証明できる参加がありません。',
  'certificate-revoked': 'この証明書は、すでに無効です。',
  'email-taken': 'このメールアドレスの係員は、すでにいます。別のメールアドレスを入力してください。',
};
