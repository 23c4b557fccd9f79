/** The package comes without types; this is the part of it that is used here. */
declare module 'subset-font' {
  /**
   * A font with the glyphs that a text needs. Characters that the font does not have are left out.
   * @param font in any of the web's formats
   */
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options: {
      readonly targetFormat: 'truetype' | 'woff2';
      /** Changes the format alone; the text must be empty. */
      readonly keepAllGlyphs?: boolean;
    },
  ): Promise<Buffer>;
}
