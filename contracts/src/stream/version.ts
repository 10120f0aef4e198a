/** The wire's version. Raise it with every change of channels, up or down, and add the new hash to the ledger. */
export const WIRE_VERSION = 10;
