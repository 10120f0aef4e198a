// Codes of reports sent from this phone, so that a lost slip of paper is not a lost report. The resident can remove
// each of them; the server keeps only a hash and can never show one again.

export interface Receipt {
  readonly code: string;
  readonly serviceCode: string;
  readonly sentAt: string;
}

const RECEIPTS_KEY = 'ioc-report-receipts';
const MAX_RECEIPTS = 10;

export function loadReceipts(): readonly Receipt[] {
  try {
    return readReceipts(localStorage.getItem(RECEIPTS_KEY));
  } catch {
    return [];
  }
}

export function saveReceipts(receipts: readonly Receipt[]): void {
  try {
    localStorage.setItem(RECEIPTS_KEY, JSON.stringify(receipts));
  } catch {
    // Storage may be forbidden or full; the code is on the screen.
  }
}

/** Newest first, each code once, ten at most. */
export function withReceipt(receipts: readonly Receipt[], receipt: Receipt): readonly Receipt[] {
  return [receipt, ...receipts.filter(({ code }) => code !== receipt.code)].slice(0, MAX_RECEIPTS);
}

/** Reads what an earlier visit kept; what is not a receipt is left out. */
export function readReceipts(text: string | null): readonly Receipt[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value.filter(isReceipt).slice(0, MAX_RECEIPTS) : [];
  } catch {
    return [];
  }
}

function isReceipt(value: unknown): value is Receipt {
  if (typeof value !== 'object' || value === null) return false;
  const { code, serviceCode, sentAt } = value as Record<string, unknown>;
  return typeof code === 'string' && typeof serviceCode === 'string' && typeof sentAt === 'string';
}
