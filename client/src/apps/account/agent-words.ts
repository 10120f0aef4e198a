// A User-Agent says little and lies a little; enough to tell one's phone from a stranger's machine.
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bCoc_Coc_browser|coc_coc/i, 'Cốc Cốc'],
  [/\bFirefox\/|FxiOS/, 'Firefox'],
  [/\bChrome\/|CriOS/, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

const nameIn = (names: readonly (readonly [RegExp, string])[], agent: string) =>
  names.find(([pattern]) => pattern.test(agent))?.[1] ?? null;

/** Browser and system; null when the agent says neither. */
export function agentWords(
  agent: string | null,
): { readonly browser: string; readonly system: string } | null {
  if (agent === null) return null;
  const browser = nameIn(BROWSERS, agent);
  const system = nameIn(SYSTEMS, agent);
  return browser && system ? { browser, system } : null;
}
