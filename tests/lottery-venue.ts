/** A lottery over HTTP for tests: made by staff, entered by phones, led from state to state. */
import { randomBytes } from 'node:crypto';
import { unzipSync } from 'fflate';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import {
  EnteredLotterySchema,
  LEAD_HEADER,
  LotterySchema,
  TransitionAnswerSchema,
} from '#domain/contract/lotteries.ts';
import type { EnteredLottery, Lottery } from '#domain/contract/lotteries.ts';
import { NAMESPACES, PROTOCOL_VERSION } from '#domain/contract/protocol.ts';
import type { ServerToStage, StageToServer } from '#domain/contract/stage-channel.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { award } from './economy-samples.ts';
import { joinWithPhone } from './phone-client.ts';
import type { PhoneClient } from './phone-client.ts';
import { eventually, read } from './running-system.ts';
import type { SystemNode } from './running-system.ts';

const TICKET_POINTS_MAX = 2_000;
const HOUR_MS = 60 * 60_000;
export const DICE = '31415926535897932384';

export type StageSocket = Socket<ServerToStage, StageToServer>;

/** What staff send to make one. */
export function newLottery(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    draw: `spring-${randomBytes(6).toString('hex')}`,
    name: '大抽選会',
    mode: 'sealed',
    closesAt: new Date(Date.now() + HOUR_MS).toISOString(),
    prizes: [
      { prizeId: 'tea', name: 'お茶', quantity: 2, alternates: 1 },
      { prizeId: 'bicycle', name: '自転車', quantity: 1, alternates: 1 },
    ],
    ...changes,
  };
}

export async function makeLottery(
  node: SystemNode,
  changes: Record<string, unknown> = {},
): Promise<Lottery> {
  return read(LotterySchema, await node.ask('POST', '/api/lotteries', newLottery(changes)), 201);
}

export function tryMove(
  node: SystemNode,
  { lotteryId }: Pick<Lottery, 'lotteryId'>,
  body: { readonly to: string; readonly dice?: string; readonly reason?: string },
  deskId?: string,
): Promise<Response> {
  const headers = deskId === undefined ? {} : { [LEAD_HEADER]: deskId };
  return node.ask('POST', `/api/lotteries/${lotteryId}/transitions`, body, headers);
}

/**
 * Through these states, one after the other; with the dice where they belong. From `closed` on it
 * needs a worker.
 */
export async function lead(
  node: SystemNode,
  lottery: Pick<Lottery, 'lotteryId'>,
  ...states: readonly string[]
): Promise<void> {
  for (const to of states) {
    const dice = to === 'final' ? { dice: DICE } : {};
    const moved = await tryMove(node, lottery, { to, ...dice });
    const told = await read(TransitionAnswerSchema, moved, 200);
    if (told.lottery.state !== to) await stateOf(node, lottery, to);
  }
}

/** Waits until it is there. */
export async function stateOf(
  node: SystemNode,
  { lotteryId }: Pick<Lottery, 'lotteryId'>,
  state: string,
): Promise<Lottery> {
  return eventually(`the lottery is ${state}`, async () => {
    const answer = await node.askPublic('GET', `/api/lotteries/${lotteryId}`);
    const lottery = await read(LotterySchema, answer, 200);
    return lottery.state === state ? lottery : null;
  });
}

/** Somebody with so many tickets. */
export async function phoneWithTickets(
  node: SystemNode,
  ledger: Ledger,
  count: number,
): Promise<PhoneClient> {
  const phone = await joinWithPhone(node);
  await award(ledger, phone.participantId, TICKET_POINTS_MAX * count);
  const bought = await phone.spend('/api/me/tickets', { count });
  if (bought.status !== 201) throw new Error(await bought.text());
  return phone;
}

export async function enter(
  phone: PhoneClient,
  { lotteryId }: Pick<Lottery, 'lotteryId'>,
  prizeId: string,
  count = 1,
): Promise<EnteredLottery> {
  const body = { lotteryId, prizeId, count };
  return read(EnteredLotterySchema, await phone.spend('/api/me/lottery-entries', body), 201);
}

export async function bundleOf(
  node: SystemNode,
  { lotteryId }: Pick<Lottery, 'lotteryId'>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const answer = await node.askPublic('GET', `/api/lotteries/${lotteryId}/bundle.zip`);
  if (answer.status !== 200) throw new Error(await answer.text());
  return new Map(Object.entries(unzipSync(new Uint8Array(await answer.arrayBuffer()))));
}

/** The stage's line; the caller disconnects it. */
export function stageSocket(node: SystemNode): StageSocket {
  return io(node.base + NAMESPACES.stage, {
    transports: ['websocket'],
    forceNew: true,
    auth: { protocolVersion: PROTOCOL_VERSION },
    reconnectionDelay: 20,
    reconnectionDelayMax: 100,
  });
}
