/**
 * The form of an activity: what a person types, and what the contract takes. Pure. The checks are
 * the contract's own schema; here its findings get the name of a field and of a sentence.
 */
import * as v from 'valibot';
import {
  NewActivitySchema,
  type Activity,
  type ActivityChange,
  type NewActivity,
} from '#domain/contract/activities.ts';
import { tokyoDateOf } from '#domain/fiscal-year.ts';

/** As typed. Times are Tokyo's: `date` YYYY-MM-DD, times HH:MM; empty means not given. */
export interface ActivityForm {
  name: string;
  nameEn: string;
  nameEasy: string;
  venue: string;
  date: string;
  startTime: string;
  endTime: string;
  opensTime: string;
  closesTime: string;
  capacity: string;
  expected: string;
  /** Cards are taken at the door; otherwise live passes alone. */
  takesCards: boolean;
}
/** What is typed. */
export type ActivityField = Exclude<keyof ActivityForm, 'takesCards'>;
const ACTIVITY_FIELDS = [
  'name',
  'nameEn',
  'nameEasy',
  'venue',
  'date',
  'startTime',
  'endTime',
  'opensTime',
  'closesTime',
  'capacity',
  'expected',
] as const satisfies ActivityField[];

/** What is wrong with a field; the language files say it in words. */
type FieldError =
  | 'missing'
  | 'too-long'
  | 'not-plain'
  | 'not-a-date'
  | 'not-a-time'
  | 'not-a-number'
  | 'end-before-start'
  | 'close-before-open'
  | 'refused';
export type FieldErrors = Partial<Record<ActivityField, FieldError>>;

const DATE_FORM = /^\d{4}-\d{2}-\d{2}$/;
const TIME_FORM = /^([01]\d|2[0-3]):[0-5]\d$/;
const HALF_HOUR_MS = 30 * 60_000;
const TIME_FIELDS = ['startTime', 'endTime', 'opensTime', 'closesTime'] as const;
const TOKYO_OFFSET = '+09:00';

export function emptyForm(nowMs: number): ActivityForm {
  return {
    name: '',
    nameEn: '',
    nameEasy: '',
    venue: '',
    date: tokyoDateOf(nowMs),
    startTime: '',
    endTime: '',
    opensTime: '',
    closesTime: '',
    capacity: '',
    expected: '',
    takesCards: true,
  };
}

/** HH:MM in Tokyo. */
const timeOf = (at: string) =>
  new Date(Date.parse(at) + 9 * 60 * 60_000).toISOString().slice(11, 16);

/** The form of an activity that exists. Its door times are shown only where they differ from the default. */
export function formOf(activity: Activity): ActivityForm {
  const opensByDefault =
    Date.parse(activity.opensAt) === Date.parse(activity.startsAt) - HALF_HOUR_MS;
  const closesByDefault = Date.parse(activity.closesAt) === Date.parse(activity.endsAt);
  return {
    name: activity.name,
    nameEn: activity.nameEn ?? '',
    nameEasy: activity.nameEasy ?? '',
    venue: activity.venue,
    date: tokyoDateOf(Date.parse(activity.startsAt)),
    startTime: timeOf(activity.startsAt),
    endTime: timeOf(activity.endsAt),
    opensTime: opensByDefault ? '' : timeOf(activity.opensAt),
    closesTime: closesByDefault ? '' : timeOf(activity.closesAt),
    capacity: activity.capacity === null ? '' : String(activity.capacity),
    expected: activity.expected === null ? '' : String(activity.expected),
    takesCards: activity.takesCards,
  };
}

/** The door opens half an hour before the start unless somebody says otherwise; `''` without a start. */
export function defaultOpensTime(startTime: string): string {
  if (!TIME_FORM.test(startTime)) return '';
  const opensMs = Date.parse(`2000-01-02T${startTime}:00Z`) - HALF_HOUR_MS;
  return new Date(opensMs).toISOString().slice(11, 16);
}

export type ParsedForm = { ok: true; value: NewActivity } | { ok: false; errors: FieldErrors };

/** Full-width digits and blanks are forgiven, as Japanese input methods write them. */
export function parseForm(typed: ActivityForm): ParsedForm {
  const form = trimmed(typed);
  const wrongTimes = timeErrors(form);
  const errors: FieldErrors = { ...wrongTimes };
  const capacity = headcount(form.capacity);
  const expected = headcount(form.expected);
  if (Number.isNaN(capacity)) errors.capacity = 'not-a-number';
  if (Number.isNaN(expected)) errors.expected = 'not-a-number';
  const opens = form.opensTime || defaultOpensTime(form.startTime);
  const closes = form.closesTime || form.endTime;
  const parsed = v.safeParse(NewActivitySchema, {
    name: form.name,
    nameEn: form.nameEn || null,
    nameEasy: form.nameEasy || null,
    venue: form.venue,
    startsAt: instant(form.date, form.startTime),
    endsAt: instant(form.date, form.endTime),
    opensAt: opensAt(form, opens),
    closesAt: instant(form.date, closes),
    capacity: Number.isNaN(capacity) ? null : capacity,
    expected: Number.isNaN(expected) ? null : expected,
    takesCards: form.takesCards,
  });
  if (parsed.success && Object.keys(errors).length === 0) return { ok: true, value: parsed.output };
  // The form's own findings are nearer to what was typed than the schema's, which also follow from
  // them: one wrong time makes four wrong instants.
  const found = schemaErrors(parsed.issues ?? [], form);
  if (Object.keys(wrongTimes).length > 0) for (const field of TIME_FIELDS) delete found[field];
  return { ok: false, errors: { ...found, ...errors } };
}

/** The change that makes an activity what the form says: every field, so that the form is the truth. */
export function changeOf(value: NewActivity): ActivityChange {
  const { name, nameEn, nameEasy, venue, startsAt, endsAt, capacity, expected, takesCards } = value;
  return {
    name,
    nameEn,
    nameEasy,
    venue,
    startsAt,
    endsAt,
    opensAt: value.opensAt ?? startsAt,
    closesAt: value.closesAt ?? endsAt,
    capacity,
    expected,
    takesCards,
  };
}

/** Findings of the server (`issues` of a problem) by field. */
export function serverErrors(issues: readonly { path: string }[]): FieldErrors {
  const errors: FieldErrors = {};
  for (const { path } of issues) {
    const field = fieldOf(path.replace(/^\/?body[./]|^\//, ''));
    if (field !== null) errors[field] ??= 'refused';
  }
  return errors;
}

/** An activity for trying the kiosk, open from now on for three hours. */
export function practiceActivity(nowMs: number, names: PracticeNames): NewActivity {
  const startsAt = new Date(nowMs).toISOString();
  const endsAt = new Date(nowMs + 3 * 60 * 60_000).toISOString();
  return v.parse(NewActivitySchema, {
    ...names,
    startsAt,
    endsAt,
    opensAt: startsAt,
    closesAt: endsAt,
    practice: true,
  });
}
export interface PracticeNames {
  name: string;
  nameEn: string;
  nameEasy: string;
  venue: string;
}

function trimmed(typed: ActivityForm): ActivityForm {
  const form = { ...typed };
  for (const field of ACTIVITY_FIELDS) form[field] = typed[field].trim();
  return form;
}

function timeErrors(form: ActivityForm): FieldErrors {
  const errors: FieldErrors = {};
  const { date, startTime, endTime, opensTime, closesTime } = form;
  if (date === '') errors.date = 'missing';
  else if (!DATE_FORM.test(date) || Number.isNaN(Date.parse(date))) errors.date = 'not-a-date';
  if (startTime === '') errors.startTime = 'missing';
  if (endTime === '') errors.endTime = 'missing';
  for (const field of TIME_FIELDS) {
    if (form[field] !== '' && !TIME_FORM.test(form[field])) errors[field] = 'not-a-time';
  }
  if (Object.keys(errors).length > 0) return errors;
  if (endTime <= startTime) errors.endTime = 'end-before-start';
  else if (opensTime !== '' && opensTime >= (closesTime || endTime)) {
    errors[closesTime === '' ? 'opensTime' : 'closesTime'] = 'close-before-open';
  }
  return errors;
}

/** An empty text is "not given"; anything that is no whole number is NaN. */
function headcount(text: string): number | null {
  const digits = text.normalize('NFKC').replaceAll(/[\s,]/g, '');
  if (digits === '') return null;
  return /^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN;
}

function instant(date: string, time: string): string {
  const at = new Date(`${date}T${time}:00${TOKYO_OFFSET}`);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString();
}

/** A start just after midnight opens its door on the evening before. */
function opensAt(form: ActivityForm, opensTime: string): string {
  const at = instant(form.date, opensTime);
  const wrapped = form.opensTime === '' && opensTime > form.startTime;
  if (at === '' || !wrapped) return at;
  return new Date(Date.parse(at) - 24 * 60 * 60_000).toISOString();
}

function schemaErrors(issues: readonly v.BaseIssue<unknown>[], form: ActivityForm): FieldErrors {
  const errors: FieldErrors = {};
  for (const issue of issues) {
    const key = issue.path?.[0]?.key;
    const field = typeof key === 'string' ? fieldOf(key) : null;
    if (field !== null) errors[field] ??= errorOf(issue, form[field]);
  }
  return errors;
}

function fieldOf(key: string): ActivityField | null {
  const times: Record<string, ActivityField> = {
    startsAt: 'startTime',
    endsAt: 'endTime',
    opensAt: 'opensTime',
    closesAt: 'closesTime',
  };
  const time = times[key];
  if (time !== undefined) return time;
  return ACTIVITY_FIELDS.find((field) => field === key) ?? null;
}

function errorOf(issue: v.BaseIssue<unknown>, typed: string): FieldError {
  if (typed === '') return 'missing';
  switch (issue.type) {
    case 'max_length':
    case 'max_graphemes':
      return 'too-long';
    case 'regex':
      return 'not-plain';
    case 'min_value':
    case 'max_value':
    case 'integer':
      return 'not-a-number';
    default:
      return 'refused';
  }
}
