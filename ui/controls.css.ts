/**
 * Buttons and fields as native elements with classes, so that forms, labels and password managers
 * work as they do everywhere. Put `controlStyles` into an element's `static styles`.
 *
 *   <button class="button primary">  <button class="button">  <button class="button quiet">
 *   <a class="button" href>          add `large` for the kiosk (64 px), `wide` for full width
 *   <button class="link">            looks like a link, acts
 *   <div class="field"> … from textField() in elements/text-field.ts
 */
import { css } from 'lit';

export const controlStyles = css`
  .button {
    appearance: none;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 12px;
    min-block-size: var(--ts-target);
    margin: 0;
    padding: 4px 18px;
    border: var(--ts-border-control);
    border-radius: var(--ts-radius-control);
    background: var(--ts-paper);
    color: var(--ts-ink);
    font-size: var(--ts-text-16);
    line-height: 1.4;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    touch-action: manipulation;
    transition: background-color var(--ts-change-ms) var(--ts-change-ease);
  }
  .button:hover {
    background: var(--ts-water-50);
  }
  .button.primary {
    border-color: var(--ts-water-1100);
    background: var(--ts-water-1100);
    color: #ffffff;
    font-weight: 700;
  }
  .button.primary:hover {
    border-color: var(--ts-water-1000);
    background: var(--ts-water-1000);
  }
  .button.quiet {
    border-color: transparent;
    background: none;
    color: var(--ts-water-900);
  }
  .button.quiet:hover {
    background: var(--ts-water-50);
  }
  .button.large {
    min-block-size: var(--ts-target-large);
    padding-inline: 28px;
    font-size: var(--ts-text-20);
  }
  .button.wide {
    inline-size: 100%;
  }
  .button:disabled,
  .button[aria-disabled='true'] {
    border-color: var(--ts-line);
    background: var(--ts-mist);
    color: var(--ts-ink-2);
    cursor: default;
  }
  .link {
    appearance: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    color: var(--ts-link, var(--ts-water-900));
    text-decoration: underline;
    text-underline-offset: 0.25em;
    cursor: pointer;
    border-radius: 4px;
  }
  .link:focus-visible,
  a:focus-visible {
    border-radius: 4px;
  }
`;

export const fieldStyles = css`
  .field {
    display: grid;
    gap: 8px;
  }
  .field label {
    font-size: var(--ts-text-16);
    font-weight: 700;
    line-height: 1.5;
  }
  .field .hint {
    font-size: var(--ts-text-14);
    line-height: 1.6;
    color: var(--ts-ink-2);
  }
  .field :is(input, select, textarea) {
    inline-size: 100%;
    min-block-size: 56px;
    padding: 8px 16px;
    border: var(--ts-border-control);
    border-radius: var(--ts-radius-control);
    background: var(--ts-paper);
    color: var(--ts-ink);
    font-size: var(--ts-text-18);
    line-height: 1.5;
  }
  .field :is(input, select, textarea):focus-visible {
    border-color: var(--ts-ink);
    box-shadow: var(--ts-focus);
  }
  .field :is(input, select, textarea)[aria-invalid='true'] {
    border-color: var(--ts-refused-mark);
  }
  .field .error {
    display: flex;
    gap: 8px;
    font-size: var(--ts-text-16);
    line-height: 1.5;
    color: var(--ts-refused-mark);
    --ts-icon-size: 1.5em;
  }
`;
