/** A labelled field as a template: it stays in its form's own root, where labels and forms find it. */
import { html, nothing } from 'lit';
import '../icons/icon.ts';

export interface TextField {
  /** Also the name in the form's data. Unique in the root. */
  name: string;
  label: string;
  type?: 'text' | 'email' | 'password' | 'number' | 'date' | 'time' | 'datetime-local';
  value?: string;
  hint?: string;
  /** What is wrong and what to do; marks the field as invalid. */
  error?: string | undefined;
  required?: boolean;
  disabled?: boolean;
  autocomplete?: AutoFill;
  inputMode?: 'text' | 'numeric' | 'email';
  lengthMax?: number;
  min?: string;
  max?: string;
  onInput?: (value: string) => void;
}

/** Needs `fieldStyles` of controls.css.ts. */
export function textField(field: TextField) {
  const id = `field-${field.name}`;
  const described = [
    field.hint === undefined ? '' : `${id}-hint`,
    field.error === undefined ? '' : `${id}-error`,
  ].filter((part) => part !== '');
  return html`<div class="field">
    <label for=${id}>${field.label}</label>
    ${field.hint === undefined ? nothing : html`<p class="hint" id="${id}-hint">${field.hint}</p>`}
    <input
      id=${id}
      name=${field.name}
      type=${field.type ?? 'text'}
      .value=${field.value ?? ''}
      ?required=${field.required ?? false}
      ?disabled=${field.disabled ?? false}
      autocomplete=${field.autocomplete ?? 'off'}
      inputmode=${field.inputMode ?? nothing}
      maxlength=${field.lengthMax ?? nothing}
      min=${field.min ?? nothing}
      max=${field.max ?? nothing}
      aria-invalid=${field.error === undefined ? 'false' : 'true'}
      aria-describedby=${described.length === 0 ? nothing : described.join(' ')}
      @input=${(event: InputEvent) => {
        if (event.target instanceof HTMLInputElement) field.onInput?.(event.target.value);
      }}
    />
    ${
      field.error === undefined
        ? nothing
        : html`<p class="error" id="${id}-error"><ts-icon name="stop"></ts-icon>${field.error}</p>`
    }
  </div>`;
}
