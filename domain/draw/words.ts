/**
 * `F` as twelve words: what the big screen shows before the first randomness exists, and every phone
 * in the hall beside it. A word is a byte of the hash, so twelve of them are 96 bits; people compare
 * them by ear and eye, machines compare the hash.
 */

/** How many words stand for a hash. */
export const WORD_COUNT = 12;

/** 256 words in hiragana that nobody stumbles over; the place is the byte. */
const WORDS: readonly string[] = `
  あさひ こだま つばめ いずみ ひかり みかん すずめ けやき
  わかば はなび うさぎ とうげ あおば あかり あじさい あずき
  あひる あまがさ あられ あんず いかだ いちご いなほ いるか
  いろり いわし うぐいす うちわ うめぼし うみべ うるし うろこ
  えがお えだまめ えのき えほん えんがわ えんそく おうぎ おおぞら
  おがわ おちば おにぎり おはぎ おみくじ おりがみ かえで かかし
  かがみ かきね かけはし かざぐるま かささぎ かすみ かたつむり かつお
  かなりや かのこ かぼちゃ かもめ からす かるた かわせみ きつね
  きなこ きのこ きびだんご きゃべつ きゅうり きりん きんぎょ くじゃく
  くじら くさもち くだもの くちなし くぬぎ くまざさ くらげ くるみ
  くわがた けいと けしき けまり こいのぼり こうま こがね こけし
  こすもす こたつ ことり こねこ こばと こぶし こむぎ こもれび
  こやぎ さかな さくら さざなみ さつき さといも さなぎ さんぽ
  さんま しいたけ しおり しまうま しゃぼん しらかば しろくま しんじゅ
  すいか すいせん すぎな すすき すだち すみれ すもも せきれい
  せせらぎ せみしぐれ せんべい そよかぜ そらまめ たいこ たいやき たきび
  たけのこ たけうま たこやき たなばた たぬき たまご たんぽぽ だいこん
  だるま だんご ちくわ ちまき ちゃわん つきみ つくし つつじ
  つばき つぼみ つゆくさ てがみ てまり てんとう てんぐ でんしゃ
  とかげ となかい とまと どんぐり どんぶり どうぶつ なすび なずな
  なぎさ なのはな なべぶた なまず にじいろ にしき にわとり にんじん
  ぬいもの ぬりえ ねいろ ねぎぼうず ねこやなぎ のはら のれん はかま
  はごろも はしご はちみつ はとぽっぽ はまぐり はまべ はるかぜ ばった
  ひいらぎ ひぐらし ひつじ ひなた ひばり ひまわり ひょうたん ひよこ
  ふうせん ふきのとう ふくろう ふじさん ふでばこ ふぶき ふもと ぶどう
  ぶらんこ へちま ほうき ほおずき ほたる ほしぞら ほとけのざ ぼたん
  まいまい まつかさ まつり まどべ まめまき まりも みずうみ みずたま
  みつば みつばち みどり みなと みのむし むぎわら むささび めだか
  めばえ めろん もくれん もぐら もなか もみじ ももたろう やぐら
  やどかり やまびこ やまぶき ゆうひ ゆきだるま ゆのみ ゆびわ ゆりかご
  よあけ よしず よつば らくだ らっこ らんたん りんご りんどう
  るりいろ れんげ れんこん ろうそく わかめ わたあめ わたげ わらび
`
  .trim()
  .split(/\s+/);

/** @param hashHex lower-case hex of at least twelve bytes */
export function wordsOf(hashHex: string): string[] {
  return bytesOf(hashHex).map((byte) => WORDS[byte] ?? '');
}

/** The same words in Latin letters (Hepburn), for those who do not read kana. */
export function latinWordsOf(hashHex: string): string[] {
  return wordsOf(hashHex).map(latinOf);
}

function bytesOf(hashHex: string): number[] {
  return Array.from({ length: WORD_COUNT }, (_, at) =>
    Number.parseInt(hashHex.slice(at * 2, at * 2 + 2), 16),
  );
}

const ROWS: Readonly<Record<string, string>> = {
  あいうえお: 'a i u e o',
  かきくけこ: 'ka ki ku ke ko',
  がぎぐげご: 'ga gi gu ge go',
  さしすせそ: 'sa shi su se so',
  ざじずぜぞ: 'za ji zu ze zo',
  たちつてと: 'ta chi tsu te to',
  だぢづでど: 'da ji zu de do',
  なにぬねの: 'na ni nu ne no',
  はひふへほ: 'ha hi fu he ho',
  ばびぶべぼ: 'ba bi bu be bo',
  ぱぴぷぺぽ: 'pa pi pu pe po',
  まみむめも: 'ma mi mu me mo',
  やゆよ: 'ya yu yo',
  らりるれろ: 'ra ri ru re ro',
  わをん: 'wa o n',
};
const KANA = new Map(
  Object.entries(ROWS).flatMap(([row, sounds]) => {
    const latin = sounds.split(' ');
    return Array.from(row, (kana, index) => [kana, latin[index] ?? ''] as const);
  }),
);
const SMALL: Readonly<Record<string, string>> = { ゃ: 'ya', ゅ: 'yu', ょ: 'yo' };

function latinOf(word: string): string {
  let latin = '';
  let doubles = false;
  for (const kana of word) {
    if (kana === 'っ') {
      doubles = true;
      continue;
    }
    const small = SMALL[kana];
    if (small !== undefined) {
      // きょ is kyo, しょ is sho.
      const before = latin.slice(0, -1);
      latin = before + (/(sh|ch|j)$/.test(before) ? small.slice(1) : small);
      continue;
    }
    const sound = KANA.get(kana) ?? kana;
    latin += doubles ? (sound.startsWith('ch') ? 't' : sound[0]) + sound : sound;
    doubles = false;
  }
  return latin;
}
