/**
 * The version of what screens and server say to each other. A screen with another major version is
 * told to update (`protocol-outdated`); raise it when a message changes in a way that an old screen
 * cannot read.
 */
export const PROTOCOL_VERSION = 1;

/** One Socket.IO namespace a screen. */
export const NAMESPACES = {
  kiosk: '/kiosk',
  dashboard: '/dashboard',
  phone: '/phone',
  stage: '/stage',
} as const;
