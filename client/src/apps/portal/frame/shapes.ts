// The portal's own icon set: one path each on a 24 px grid, stroked. Twenty-one drawings weigh less than the smallest
// icon font, and none is fetched.

export const SHAPES = {
  flood:
    'M4 11l8-6 8 6M7 9.5V14M17 9.5V14M3 17.5c1.5-1.3 3-1.3 4.5 0s3 1.3 4.5 0 3-1.3 4.5 0 3 1.3 4.5 0M3 21c1.5-1.3 3-1.3 4.5 0s3 1.3 4.5 0 3-1.3 4.5 0 3 1.3 4.5 0',
  landslide: 'M3 20L10 5l4 6M3 20h18M13 20l1-3 3-1 1 4M16.5 7.5h3v3h-3zM13.5 13l2 .5M19 13.5h1.5V15',
  tree: 'M3 20h18M5 20v-4M4 16h2M8.5 17.5L13 13M13 13c-1.8-.2-2.5-2-1.4-3.3-.4-2 1.2-3.4 2.9-2.9 1-1.7 3.6-1.5 4.3.3 1.8.2 2.6 2.2 1.5 3.6.6 1.8-.9 3.4-2.7 3-1.2 1.3-3.7 1-4.6-.7z',
  power: 'M13 3L6 13.5h5L10 21l8-11h-5.5z',
  water: 'M4 9h9a4 4 0 0 1 4 4v1h-4v-1H4zM9 9V6M6 6h6M15 17.5c-1.2 1.5-1.2 3 0 3s1.2-1.5 0-3z',
  fire: 'M12 21c-3.6 0-6-2.4-6-5.6 0-2.6 1.6-3.9 2.7-5.4.5 1.1 1 1.6 1.8 2C10.3 8.5 11 5.5 13.5 3c.2 3 4.5 5.5 4.5 11 0 4.2-2.4 7-6 7zM12 21c-1.6 0-2.6-1.2-2.6-2.7 0-1.6 1.3-2.3 2-3.6 1.7.9 3.2 2.1 3.2 3.8S13.6 21 12 21z',
  rescue:
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM5.7 5.7l3.8 3.8M18.3 5.7l-3.8 3.8M5.7 18.3l3.8-3.8M18.3 18.3l-3.8-3.8',
  crash:
    'M2.5 17v-3.5l2-1 1.5-3h5l2 3.5v4M2.5 17h1.6M7.9 17H13M6 15.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6zM15 13l2.5-.5M15.5 8.5l2 1.5M19 5.5l-.5 3M21.5 11h-2M20 16l-2-1.5M5.5 12.5H12',
  congestion:
    'M5 8l1.2-3.5h6.6L14 8v4H5zM5 12v1.5M14 12v1.5M7.5 10h.01M11.5 10h.01M10 17l1.2-3h6.6l1.2 3v3.5h-9zM10 20.5V22M19 20.5V22M12.5 18.7h.01M16.5 18.7h.01',
  signal:
    'M8 3h8v15H8zM12 18v3M12 5.2a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zM12 9.2a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zM12 13.2a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zM5 6l3 1.5M19 6l-3 1.5M5 11l3 1.5M19 11l-3 1.5',
  road: 'M7.5 3L3 21M16.5 3L21 21M12 3v2.5M12 8.5v2M8.5 14.5l2-1 1.5 1 2-.5 1.5 1.5-1 2.5-2.5.5-1 .5-2-1.5z',
  lamp: 'M6 21V6.5A3.5 3.5 0 0 1 9.5 3H13M4 21h4M12 3h5l2 4h-8zM13 10l-1 3M15.5 10v4M18 10l1 3',
  waste: 'M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 13.5h9l1-13.5M10.3 11v6M13.7 11v6',
  pollution:
    'M3 21V11l5 3v-3l5 3V7h3v14zM14.5 4.5c1-1.5 2.2-1.5 3.2-.5s2 .8 3-.3M18.5 9c.8-1 1.6-1 2.5 0M6.5 17.5h.01M10 17.5h.01',
  shield: 'M12 3l7.5 2.8v5.4c0 4.6-3 8-7.5 9.8-4.5-1.8-7.5-5.2-7.5-9.8V5.8zM8.7 12l2.4 2.4 4.4-4.6',
  fraud: 'M7 3h10v18H7zM10.5 18.5h3M12 6.8v4.7M12 14.3h.01',
  service: 'M4 9.5L12 4l8 5.5M4 9.5h16M6 9.5V18M10 9.5V18M14 9.5V18M18 9.5V18M4 18h16M3 21h18',
  late: 'M13.5 20.5H5.5V3.5h8l4 4v3.5M13.5 3.5v4h4M17 13a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM17 15v2.2l1.4.9M8.5 11.5h4M8.5 15h2.5',
  health: 'M4 7.5h16v13H4zM9 7.5V4h6v3.5M12 10.5v7M8.5 14h7',
  school: 'M2.5 9.5L12 5l9.5 4.5L12 14zM6.5 11.5v5c1.5 1.5 3.3 2.2 5.5 2.2s4-.7 5.5-2.2v-5M21.5 9.5V15',
  other: 'M4 5h16v11.5H11L7 20.5v-4H4zM8 10.8h.01M12 10.8h.01M16 10.8h.01',
  camera: 'M3.5 7.5H8L9.5 5h5L16 7.5h4.5V19h-17zM12 9.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z',
  video: 'M3.5 6.5h11v11h-11zM14.5 10.5l6-3v9l-6-3',
  bell: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5a2 2 0 0 0 4 0',
  star: 'M12 3.8l2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z',
  gallery: 'M4 4.5h16v15H4zM4 16l4.5-4.5 4 4 2.5-2.5 5 5M15.5 8.5h.01',
  target:
    'M12 5.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M12 10.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z',
  pin: 'M12 21.5c4-4.3 6.5-7.6 6.5-11a6.5 6.5 0 1 0-13 0c0 3.4 2.5 6.7 6.5 11zM12 8a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  map: 'M3.5 6.5l5.5-2 6 2 5.5-2v13l-5.5 2-6-2-5.5 2zM9 4.5v13M15 6.5v13',
  close: 'M6 6l12 12M18 6L6 18',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  check: 'M4.5 12.5l5 5 10-11',
  alert: 'M12 4L2.5 20h19zM12 10v4.5M12 17.3h.01',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2',
  phone:
    'M6 3.5h3l1.7 4.5-2.2 1.7a12 12 0 0 0 5.8 5.8l1.7-2.2 4.5 1.7v3c0 1.5-1 2.5-2.5 2.5C10.5 20.5 3.5 13.5 3.5 6 3.5 4.5 4.5 3.5 6 3.5z',
  copy: 'M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4',
  send: 'M3.5 11.5l17-7.5-6 17-3.5-7zM11 14l4-4',
  lock: 'M5.5 10.5h13v10h-13zM8.5 10.5V7.5a3.5 3.5 0 0 1 7 0v3M12 14.5v2',
  refresh: 'M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 3.5v4h-4',
} as const;

export type IconName = keyof typeof SHAPES;

/** The codes of the demonstration's categories; another province names icons of the set itself. */
const ICON_OF_CODE: Readonly<Record<string, IconName>> = {
  'ngap-ung': 'flood',
  'sat-lo': 'landslide',
  'cay-do': 'tree',
  'mat-dien': 'power',
  'mat-nuoc': 'water',
  chay: 'fire',
  'cuu-nan': 'rescue',
  'tai-nan': 'crash',
  'un-tac': 'congestion',
  'den-tin-hieu': 'signal',
  'duong-hu': 'road',
  'den-duong': 'lamp',
  'rac-thai': 'waste',
  'o-nhiem': 'pollution',
  'an-ninh': 'shield',
  'lua-dao-mang': 'fraud',
  'dich-vu-cong': 'service',
  'cham-ho-so': 'late',
  'y-te': 'health',
  'giao-duc': 'school',
  khac: 'other',
};

/** The drawing that a name or category code means, or null. */
export function iconName(name: string): IconName | null {
  if (has(SHAPES, name)) return name as IconName;
  return has(ICON_OF_CODE, name) ? (ICON_OF_CODE[name] ?? null) : null;
}

/** Object.hasOwn() is younger than the phones that this page is for. */
const has = (object: object, key: string) => Object.prototype.hasOwnProperty.call(object, key);
