/** The fields of the dashboard's short forms, and what the contract finds wrong with them. Pure. */
import * as v from 'valibot';

/** The bare beginning of a finding; the words are the language's. */
export type FieldFault =
  | 'missing'
  | 'too-long'
  | 'not-plain'
  | 'not-a-number'
  | 'not-the-same'
  | 'refused';
export type FieldFaults = Readonly<Record<string, FieldFault>>;

export type FieldValues = Readonly<Record<string, string>>;

export type ParsedFields<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly faults: FieldFaults };

/**
 * @param schema  of the contract
 * @param given   its input, made of what was typed
 * @param typed   by field, to tell what is missing from what is wrong; names as in the schema
 */
export function parseFields<Schema extends v.GenericSchema>(
  schema: Schema,
  given: unknown,
  typed: FieldValues,
): ParsedFields<v.InferOutput<Schema>> {
  const parsed = v.safeParse(schema, given);
  if (parsed.success) return { ok: true, value: parsed.output };
  const faults: Record<string, FieldFault> = {};
  for (const issue of parsed.issues) {
    const key = issue.path?.[0]?.key;
    if (typeof key !== 'string') continue;
    faults[key] ??= faultOf(issue, typed[key] ?? '');
  }
  return { ok: false, faults };
}

/** An empty text is "not given". */
export function lineOrNull(typed: string): string | null {
  return typed.trim() === '' ? null : typed;
}

/** Wide digits, blanks, thousands' commas and a minus of any width; NaN when it is no whole number. */
export function wholeNumber(typed: string): number {
  const digits = typed
    .normalize('NFKC')
    .replaceAll(/[\s,]/g, '')
    .replace(/^[−–ー]/, '-');
  return /^[+-]?\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN;
}

function faultOf(issue: v.BaseIssue<unknown>, typed: string): FieldFault {
  if (typed.trim() === '') return 'missing';
  switch (issue.type) {
    case 'max_length':
    case 'max_graphemes':
      return 'too-long';
    case 'regex':
      return 'not-plain';
    case 'number':
    case 'integer':
    case 'safe_integer':
    case 'min_value':
    case 'max_value':
    case 'check':
      return 'not-a-number';
    default:
      return 'refused';
  }
}
