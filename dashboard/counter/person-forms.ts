/** What staff can do for somebody at the counter, each as one short form. */
import type { HistoryLine } from '#domain/contract/people.ts';
import { NewCertificateSchema } from '#domain/contract/certificates.ts';
import type { CertificateInList } from '#domain/contract/certificates.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import { NewReversalSchema } from '#domain/contract/grants.ts';
import type { OfferList } from '#domain/contract/shops.ts';
import { TicketOrderSchema } from '#domain/contract/tickets.ts';
import type { Formats } from '#ui/language/formats.ts';
import type { Language } from '#ui/language/language.ts';
import type { RequestAnswer } from '#ui/problem.ts';
import type { DialogForm, FormOutcome } from '../form-dialog.ts';
import { parseFields, wholeNumber } from '../form-fields.ts';
import { nameIn, type Messages } from '../languages/index.ts';
import type { Pass } from '../passes/pass-sheet.ts';
import type { Slip } from './lottery-slip.ts';
import * as api from './people-api.ts';
import type { PersonAtCounter } from './person-field.ts';
import type { SpendingIntent } from './spending-intent.ts';

/** What was done, for the notice on top of the person's page. */
export interface Done {
  heading: string;
  /** A certificate that can be opened now. */
  document?: string;
  /** A card that can be printed now. */
  card?: Pass;
  /** An entry in a lottery whose slip can be printed now. */
  slip?: Slip;
  /** They are gone. */
  erased?: boolean;
}

export interface Desk {
  text: Messages;
  formats: Formats;
  language: Language;
  intent: SpendingIntent;
  done: (done: Done) => Promise<void>;
  /** Another form takes the place of the one that is open. */
  show: (form: DialogForm) => void;
}

/** Sends it; when it is done, the notice says so. */
export async function finish<Value>(
  desk: Desk,
  request: Promise<RequestAnswer<Value>>,
  said: (value: Value) => Done,
): Promise<FormOutcome> {
  const answer = await request;
  if (!answer.ok) return { ok: false, problem: answer };
  await desk.done(said(answer.value));
  return { ok: true };
}

export function exchangeForm(desk: Desk, { me }: PersonAtCounter, list: OfferList): DialogForm {
  const text = desk.text.counter;
  const { number } = desk.formats;
  const cost = list.couponPoints;
  const options = list.shops.flatMap((shop) =>
    shop.offers.map((offer) => ({
      value: offer.offerId,
      label: `${nameIn(desk.language, shop)}　${nameIn(desk.language, offer)}`,
      detail: text.exchange.worth(shop.area, number(offer.yen)),
    })),
  );
  const missing = cost - me.balance;
  return {
    heading: text.exchange.heading,
    lead:
      missing > 0
        ? text.missing(number(missing))
        : options.length === 0
          ? text.exchange.none
          : text.exchange.lead(number(cost), number(me.balance - cost)),
    blocked: missing > 0 || options.length === 0,
    fields:
      missing > 0 || options.length === 0
        ? []
        : [{ kind: 'choice', name: 'offerId', label: text.exchange.offer, options }],
    submit: text.exchange.submit(number(cost)),
    send: async ({ offerId }) => {
      if (offerId === undefined || offerId === '') {
        return { ok: false, faults: { offerId: 'missing' } };
      }
      const { participantId } = me;
      const asked = desk.intent.ask([participantId, 'coupon', offerId], (key) =>
        api.exchangeCoupon(participantId, offerId, key),
      );
      return finish(desk, asked, ({ coupon, balance }) => ({
        heading: text.exchange.done(coupon.number, number(balance)),
      }));
    },
  };
}

export function ticketsForm(desk: Desk, { me }: PersonAtCounter): DialogForm {
  const text = desk.text.counter;
  const { number } = desk.formats;
  const { ticket, ticketsPerRequest } = me.prices;
  const most = Math.min(ticketsPerRequest, Math.floor(me.balance / ticket));
  return {
    heading: text.tickets.heading,
    lead:
      most === 0
        ? text.missing(number(ticket - me.balance))
        : text.tickets.lead(number(ticket), number(most)),
    blocked: most === 0,
    fields:
      most === 0
        ? []
        : [
            {
              kind: 'text',
              name: 'count',
              label: text.tickets.count,
              inputMode: 'numeric',
              value: '1',
            },
          ],
    submit: text.tickets.submit,
    send: async (typed) => {
      const parsed = parseFields(
        TicketOrderSchema,
        { count: wholeNumber(typed['count'] ?? '') },
        typed,
      );
      if (!parsed.ok) return parsed;
      const { participantId } = me;
      const { count } = parsed.value;
      const asked = desk.intent.ask([participantId, 'tickets', count], (key) =>
        api.buyTickets(participantId, count, key),
      );
      return finish(desk, asked, (bought) => ({
        heading: text.tickets.done(number(count), number(bought.count), number(bought.balance)),
      }));
    },
  };
}

export function certificateForm(desk: Desk, { me, certificates }: PersonAtCounter): DialogForm {
  const text = desk.text.counter.certificate;
  const { number, fiscalYear } = desk.formats;
  const { years } = certificates;
  return {
    heading: text.heading,
    lead: years.length === 0 ? text.none : text.lead,
    blocked: years.length === 0,
    fields:
      years.length === 0
        ? []
        : [
            {
              kind: 'choice',
              name: 'fiscalYear',
              label: text.year,
              value: String(years[0]?.fiscalYear ?? ''),
              options: years.map((year) => ({
                value: String(year.fiscalYear),
                label: fiscalYear(year.fiscalYear),
                detail: desk.text.counter.participations(number(year.participations)),
              })),
            },
            {
              kind: 'text',
              name: 'name',
              label: text.name,
              hint: text.nameHint,
              value: me.nickname,
              lengthMax: LIMITS.certificateNameLengthMax,
            },
          ],
    submit: text.submit,
    send: async (typed) => {
      const given = { fiscalYear: Number(typed['fiscalYear']), name: typed['name'] ?? '' };
      const parsed = parseFields(NewCertificateSchema, given, typed);
      if (!parsed.ok) return parsed;
      const { fiscalYear: year, name } = parsed.value;
      const asked = api.issueCertificate(me.participantId, {
        fiscalYear: year,
        ...(name === undefined ? {} : { name }),
      });
      return finish(desk, asked, ({ certificateId }) => ({
        heading: text.done,
        document: api.certificateDocument(me.participantId, certificateId),
      }));
    },
  };
}

export function revokeCertificateForm(desk: Desk, certificate: CertificateInList): DialogForm {
  const text = desk.text.counter.certificate;
  return {
    heading: text.revokeHeading(certificate.name, desk.formats.fiscalYear(certificate.fiscalYear)),
    lead: text.revokeLead,
    fields: [],
    submit: text.revokeYes,
    send: () =>
      finish(desk, api.revokeCertificate(certificate.certificateId), () => ({
        heading: text.revoked,
      })),
  };
}

export function reversalForm(desk: Desk, line: HistoryLine): DialogForm {
  const text = desk.text.counter.reversal;
  return {
    heading: text.heading(desk.text.counter.kind[line.kind]),
    lead: [
      line.amount > 0
        ? text.less(desk.formats.number(line.amount))
        : text.more(desk.formats.number(-line.amount)),
      ...(line.coupon === null ? [] : [text.coupon(line.coupon.number)]),
      text.lead,
    ].join('\n'),
    fields: [
      {
        kind: 'text',
        name: 'reason',
        label: text.reason,
        hint: text.reasonHint,
        lengthMax: LIMITS.reasonLengthMax,
      },
    ],
    submit: text.submit,
    keep: desk.text.form.keep,
    send: async (typed) => {
      const parsed = parseFields(NewReversalSchema, { reason: typed['reason'] ?? '' }, typed);
      if (!parsed.ok) return parsed;
      const asked = api.reverseTransaction(line.transactionId, parsed.value.reason);
      return finish(desk, asked, () => ({ heading: text.done }));
    },
  };
}

/** Two steps: what it means, then the name once more. */
export function eraseForm(desk: Desk, person: PersonAtCounter): DialogForm {
  const text = desk.text.counter.erase;
  const { number } = desk.formats;
  const { me } = person;
  return {
    heading: text.heading(me.nickname),
    lead: text.lead(number(me.balance), number(me.coupons), number(me.tickets)),
    fields: [],
    submit: text.next,
    keep: desk.text.form.keep,
    send: async () => {
      desk.show(eraseSurelyForm(desk, person));
      return { ok: true };
    },
  };
}

function eraseSurelyForm(desk: Desk, { me }: PersonAtCounter): DialogForm {
  const text = desk.text.counter.erase;
  return {
    heading: text.surely,
    lead: text.surelyLead,
    fields: [{ kind: 'text', name: 'nickname', label: text.nickname(me.nickname) }],
    submit: text.yes,
    keep: desk.text.form.keep,
    send: async ({ nickname }) => {
      const typed = (nickname ?? '').trim().normalize('NFC');
      if (typed !== me.nickname) return { ok: false, faults: { nickname: 'not-the-same' } };
      return finish(desk, api.erasePerson(me.participantId), () => ({
        heading: text.done,
        erased: true,
      }));
    },
  };
}
