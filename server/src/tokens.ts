/** Milliseconds since 1970; handed in, so that tests decide what time it is. */
export type Clock = () => number;

export const CLOCK = Symbol('clock');
export const CONFIG = Symbol('config');
export const LOGGER = Symbol('logger');
