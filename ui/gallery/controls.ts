/** Buttons, fields, notices, dialog and language switch in every state. */
import { css, html, LitElement } from 'lit';
import { controlStyles, fieldStyles } from '../controls.css.ts';
import '../elements/dialog.ts';
import '../elements/notice.ts';
import { textField } from '../elements/text-field.ts';
import '../language/language-switch.ts';
import { qrCode, qrTemplate } from '../qr.ts';
import { resetStyles } from '../shared-styles.ts';
import { VerdictSound, type VerdictSoundName } from '../verdict-sound.ts';

const SAMPLE_PASS = `TS1:${'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'.repeat(4)}`.slice(
  0,
  141,
);

class GalleryControls extends LitElement {
  static override properties = { open: { state: true }, heard: { state: true } };
  declare open: boolean;
  declare heard: string;

  readonly #sound = new VerdictSound();

  static override styles = [
    resetStyles,
    controlStyles,
    fieldStyles,
    css`
      :host {
        display: grid;
        gap: 32px;
        max-inline-size: 900px;
        justify-items: start;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 16px;
        align-items: center;
      }
      form {
        display: grid;
        gap: 24px;
        inline-size: 400px;
      }
      .qr {
        inline-size: 240px;
      }
    `,
  ];

  constructor() {
    super();
    this.open = false;
    this.heard = '';
    // `?sound`: what a screen does that has not been touched yet.
    if (new URLSearchParams(location.search).has('sound')) void this.#play('refused');
  }

  override render() {
    return html`
      <div class="row">
        <button class="button primary"><ts-icon name="plus"></ts-icon>活動をつくる</button>
        <button class="button">練習用の活動でためす</button>
        <button class="button quiet">とじる</button>
        <button class="button" disabled>つかえません</button>
        <button class="button primary large">受付をはじめる</button>
        <button class="link" @click=${() => (this.open = true)}>表で見る</button>
      </div>
      <div class="row">
        <button class="button" @click=${() => void this.#play('admitted')}>受付の音</button>
        <button class="button" @click=${() => void this.#play('already')}>受付ずみの音</button>
        <button class="button" @click=${() => void this.#play('refused')}>受付できない音</button>
        <button class="button" @click=${() => void this.#play('stored')}>記録の音</button>
        <button class="button" @click=${() => void this.#play('departed')}>退出の音</button>
        <output>${this.heard}</output>
      </div>
      <ts-language-switch></ts-language-switch>
      <ts-language-switch variant="text"></ts-language-switch>
      <form>
        ${textField({
          name: 'email',
          type: 'email',
          label: 'メールアドレス',
          value: 'uketsuke@city.example.jp',
        })}
        ${textField({
          name: 'password',
          type: 'password',
          label: 'パスワード',
          hint: '12文字以上です',
          error: 'パスワードを入れてください',
        })}
        <button class="button primary wide" type="button">ログイン</button>
      </form>
      ${this.#notices()}
      <div>${qrTemplate(qrCode(SAMPLE_PASS), 'QR')}</div>
      <ts-dialog
        ?open=${this.open}
        heading="この端末の登録をとりけしますか"
        @ts-close=${() => (this.open = false)}
      >
        <p>受付2(2階)はすぐに使えなくなります。まだ届いていない記録は端末に残ります。</p>
        <button slot="actions" class="button" @click=${() => (this.open = false)}>やめる</button>
        <button slot="actions" class="button primary">とりけす</button>
      </ts-dialog>
    `;
  }

  async #play(name: VerdictSoundName): Promise<void> {
    const played = await this.#sound.play(name);
    this.heard += `${name}:${played} `;
  }

  #notices() {
    return html`
      <ts-notice kind="error" heading="活動を保存できませんでした">
        入力した内容はそのまま残っています。
        <button slot="action" class="button">もう一度</button>
      </ts-notice>
      <ts-notice kind="stale" heading="13:44の数字です">つながりしだい新しくなります。</ts-notice>
      <ts-notice kind="offline" heading="通信がとぎれています">受付は続けられます。</ts-notice>
      <ts-notice kind="done" heading="保存しました"></ts-notice>
      <ts-notice heading="受付は13:20から始まります"></ts-notice>
    `;
  }
}
customElements.define('gallery-controls', GalleryControls);
