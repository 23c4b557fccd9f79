/** What is asked before a draft, or what was typed into it, is gone. */
import type { DialogForm, FormOutcome } from '../form-dialog.ts';
import type { Messages } from '../languages/index.ts';

export function dropQuestion({ lotteries, form }: Messages, drop: DialogForm['send']): DialogForm {
  const { removeHeading, removeLead, removeYes } = lotteries.draft;
  return {
    heading: removeHeading,
    lead: removeLead,
    fields: [],
    submit: removeYes,
    keep: form.keep,
    send: drop,
  };
}

export function leaveQuestion({ lotteries, form }: Messages, leave: () => void): DialogForm {
  const { leaveHeading, leaveLead, leaveYes } = lotteries.draft;
  return {
    heading: leaveHeading,
    lead: leaveLead,
    fields: [],
    submit: leaveYes,
    keep: form.keep,
    async send(): Promise<FormOutcome> {
      leave();
      return { ok: true };
    },
  };
}
