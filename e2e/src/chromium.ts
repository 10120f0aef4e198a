// How the browser of tests and of the bench is started: Debian's own, with software rendering through Mesa, and nothing that
// reaches for the internet. One list, or a figure of the bench is of another browser than the one the tests looked at.
export const CHROMIUM_PATH = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

export const CHROMIUM_FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--use-gl=angle',
  '--use-angle=gl-egl',
  '--ignore-gpu-blocklist',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
];
