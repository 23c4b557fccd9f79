/** What can be won in the lotteries of the examples, and who enters for what. */
import type { NewLottery } from '#domain/contract/lotteries.ts';

export interface DemoLottery {
  readonly names: Pick<NewLottery, 'name' | 'nameEn' | 'nameEasy'>;
  /** The grand prize last. */
  readonly prizes: NewLottery['prizes'];
  /** By place in the list of people. */
  readonly entries: readonly {
    readonly place: number;
    readonly prizeId: string;
    readonly count: number;
  }[];
}

export const COMING: DemoLottery = {
  names: {
    name: '市民活動 感謝の大抽選会',
    nameEn: 'Thank-you lottery for volunteers',
    nameEasy: 'ありがとうの 大きな くじ',
  },
  prizes: [
    {
      prizeId: 'bag',
      name: 'オリジナルエコバッグ',
      nameEn: 'Shopping bag',
      nameEasy: 'かいものぶくろ',
      quantity: 20,
      alternates: 5,
    },
    {
      prizeId: 'sweets',
      name: '和菓子の詰め合わせ',
      nameEn: 'Box of Japanese sweets',
      nameEasy: 'おかしの つめあわせ',
      quantity: 10,
      alternates: 3,
    },
    {
      prizeId: 'hot-spring',
      name: '温泉ペア入浴券',
      nameEn: 'Hot-spring tickets for two',
      nameEasy: 'おんせんの けん（ふたり分）',
      quantity: 3,
      alternates: 2,
    },
    {
      prizeId: 'bicycle',
      name: '電動アシスト自転車',
      nameEn: 'Electric bicycle',
      nameEasy: 'でんどう じてんしゃ',
      quantity: 1,
      alternates: 2,
    },
  ],
  entries: [
    { place: 2, prizeId: 'bicycle', count: 2 },
    { place: 3, prizeId: 'hot-spring', count: 1 },
    { place: 4, prizeId: 'bicycle', count: 1 },
  ],
};

export const PAST: DemoLottery = {
  names: {
    name: '交流会 お楽しみ抽選会',
    nameEn: 'Get-together lottery',
    nameEasy: 'みんなで あつまる日の くじ',
  },
  prizes: [
    {
      prizeId: 'tea',
      name: '新茶の詰め合わせ',
      nameEn: 'Box of green tea',
      nameEasy: 'おちゃの つめあわせ',
      quantity: 2,
      alternates: 1,
    },
    {
      prizeId: 'rice',
      name: '新米 5キロ',
      nameEn: 'Five kilograms of new rice',
      nameEasy: 'あたらしい おこめ 5キロ',
      quantity: 1,
      alternates: 1,
    },
  ],
  entries: [
    { place: 6, prizeId: 'tea', count: 2 },
    { place: 6, prizeId: 'rice', count: 2 },
    { place: 7, prizeId: 'rice', count: 3 },
    { place: 8, prizeId: 'tea', count: 3 },
    { place: 9, prizeId: 'rice', count: 2 },
    { place: 10, prizeId: 'tea', count: 1 },
    { place: 11, prizeId: 'rice', count: 2 },
  ],
};
