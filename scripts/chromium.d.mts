/** The path of a Chromium or Chrome on this machine (TSUDOI_CHROMIUM first), or undefined. */
export declare function findChromium(): string | undefined;
