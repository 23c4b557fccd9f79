import { describe, expect, test } from 'vitest';
import {
  arrivalsInLastHour,
  chartWindow,
  layoutArrivals,
  MINUTE_MS,
  reachesBeyondHour,
  type ArrivalsInput,
} from './arrivals-layout.ts';

/** An instant of 22 November 2026 in Tokyo. */
const at = (time: string) => Date.parse(`2026-11-22T${time}:00+09:00`);
const minute = (time: string, count: number) => ({
  minute: new Date(at(time)).toISOString(),
  count,
});

/** The afternoon of the reference picture. */
const afternoon: ArrivalsInput = {
  arrivals: [
    minute('13:20', 1),
    minute('13:22', 2),
    minute('13:27', 4),
    minute('13:28', 4),
    minute('13:51', 1),
  ],
  span: 'hour',
  nowMs: at('13:52'),
  startsAtMs: at('13:30'),
  endsAtMs: at('15:30'),
  silentSinceMs: at('13:44'),
  newestAtMs: at('13:51') + 48_000,
  widthPx: 700,
  heightPx: 170,
};
const layout = (over: Partial<ArrivalsInput> = {}) => layoutArrivals({ ...afternoon, ...over });

describe('the window', () => {
  test('begins on five minutes before the first arrival and ends a little after now', () => {
    const { fromMs, toMs } = chartWindow(afternoon);
    expect([fromMs, toMs]).toEqual([at('13:20'), at('13:55')]);
  });

  test('holds the last hour and no more while people come', () => {
    const arrivals = [minute('11:00', 3), minute('13:51', 1)];
    const { fromMs, toMs } = chartWindow({ ...afternoon, arrivals });
    expect([fromMs, toMs]).toEqual([at('12:55'), at('13:56')]);
    expect(reachesBeyondHour({ arrivals, nowMs: afternoon.nowMs })).toBe(true);
    expect(reachesBeyondHour(afternoon)).toBe(false);
  });

  test('without anybody it still shows where now is', () => {
    const { nowXPx, dots, fromMs } = layout({ arrivals: [], newestAtMs: null });
    expect(fromMs).toBe(at('13:40'));
    expect(nowXPx).toBeGreaterThan(0);
    expect(dots).toEqual([]);
  });

  test('of an activity that is over shows it from the first arrival to its end', () => {
    const over = { span: 'all', nowMs: at('20:00') } as const;
    const { fromMs, toMs } = chartWindow({ ...afternoon, ...over });
    expect([fromMs, toMs]).toEqual([at('13:20'), at('15:30')]);
    expect(layout(over).nowXPx).toBeNull();
  });
});

describe('dots', () => {
  test('one dot is one person, stacked from the ground in the middle of their minute', () => {
    const { dots, form, binMinutes } = layout();
    expect({ form, binMinutes }).toEqual({ form: 'dots', binMinutes: 1 });
    expect(dots).toHaveLength(12);
    expect(dots[0]).toEqual({ xPx: 10, yPx: 160, newest: false });
    expect(dots[2]).toEqual({ xPx: 50, yPx: 140, newest: false });
  });

  test('the newest alone is marked, at the top of its column', () => {
    const { dots } = layout();
    expect(dots.filter(({ newest }) => newest)).toEqual([dots.at(-1)]);
    expect(layout({ newestAtMs: null }).dots.some(({ newest }) => newest)).toBe(false);
  });

  test('neighbours never overlap, however narrow the screen', () => {
    for (const widthPx of [300, 700, 1200]) {
      const { dots, dotRadiusPx, fromMs, toMs } = layout({ widthPx });
      const pitchPx = widthPx / ((toMs - fromMs) / MINUTE_MS);
      expect(dotRadiusPx * 2).toBeLessThanOrEqual(pitchPx);
      expect(dots.every(({ xPx }) => xPx > 0 && xPx < widthPx)).toBe(true);
    }
  });

  test('eight a minute stay dots and fit; nine make bars of all', () => {
    const eight = layout({ arrivals: [minute('13:51', 8)] });
    expect(eight.form).toBe('dots');
    expect(Math.min(...eight.dots.map(({ yPx }) => yPx))).toBeGreaterThan(0);
    const nine = layout({ arrivals: [minute('13:50', 1), minute('13:51', 9)] });
    expect(nine.form).toBe('bars');
    expect(nine.dots).toEqual([]);
    expect(nine.bars).toHaveLength(2);
  });
});

describe('bars', () => {
  test.each([9, 47, 300, 10_000])('%i in a minute stay inside and keep the proportion', (most) => {
    const { bars, rules } = layout({
      arrivals: [minute('13:50', most / 2), minute('13:51', most)],
    });
    const [half, full] = bars;
    expect(full?.heightPx).toBeLessThanOrEqual(170 * 0.8 + 0.001);
    expect((full?.heightPx ?? 0) / (half?.heightPx ?? 0)).toBeCloseTo(2);
    expect(rules.length).toBeGreaterThanOrEqual(2);
    expect(rules.length).toBeLessThanOrEqual(5);
    expect(rules.every(({ count }) => Number.isInteger(count) && count <= most)).toBe(true);
  });

  test('the newest is a part at the top that can be seen', () => {
    const { bars } = layout({ arrivals: [minute('13:51', 500)] });
    expect(bars[0]?.newestPx).toBeGreaterThanOrEqual(4);
  });

  test('a whole day is put together into wider columns, and nobody is lost', () => {
    const arrivals = Array.from({ length: 480 }, (_, index) => ({
      minute: new Date(at('09:00') + index * MINUTE_MS).toISOString(),
      count: 1,
    }));
    const day = layout({ arrivals, span: 'all', nowMs: at('17:00'), silentSinceMs: null });
    expect(day.binMinutes).toBe(10);
    const unitPx = (170 * 0.8) / 10;
    const people = day.bars.reduce((sum, { heightPx }) => sum + heightPx / unitPx, 0);
    expect(people).toBeCloseTo(480);
    expect(Math.min(...day.bars.map(({ xPx }) => xPx))).toBeGreaterThanOrEqual(0);
  });
});

describe('lines and spans', () => {
  test('start and now stand at their minutes', () => {
    expect(layout()).toMatchObject({ startXPx: 200, nowXPx: 640 });
  });

  test('missing data spans from the silence to now, cut at the edge', () => {
    expect(layout().silent).toEqual({ xPx: 480, widthPx: 160 });
    expect(layout({ silentSinceMs: at('09:00') }).silent).toEqual({ xPx: 0, widthPx: 640 });
    expect(layout({ silentSinceMs: null }).silent).toBeNull();
  });

  test('labels have room at every width', () => {
    for (const widthPx of [300, 700]) {
      const labelled = layout({ widthPx }).ticks.filter((tick) => tick.labelled);
      const gaps = labelled.slice(1).map((tick, index) => tick.xPx - (labelled[index]?.xPx ?? 0));
      expect(gaps.length).toBeGreaterThan(0);
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(62);
    }
  });
});

test('the rate counts sixty minutes, this one included', () => {
  const arrivals = [minute('12:52', 5), minute('12:53', 1), minute('13:52', 2)];
  expect(arrivalsInLastHour(arrivals, at('13:52') + 30_000)).toBe(3);
  expect(arrivalsInLastHour([], at('13:52'))).toBe(0);
});
