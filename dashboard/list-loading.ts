/** Hollow dots while a list is on its way; they appear by themselves after 300 ms. */
import { html, nothing } from 'lit';
import '#ui/ring.ts';

/** Needs `listStyles`. @param waiting  nothing came yet, and nothing went wrong */
export function listLoading(waiting: boolean, label: string) {
  return waiting
    ? html`<ts-ring class="loading" state="loading" role="status" label=${label}></ts-ring>`
    : nothing;
}
